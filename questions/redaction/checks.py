"""The check digits by which a number that somebody was given differs from a number that merely is as long."""


def is_card(digits: str) -> bool:
    """Tell whether digits are a payment card's: a known range, its length, and the check digit (Luhn)."""
    return any(digits.startswith(begun) and len(digits) in lengths for begun, lengths in _RANGES) and _luhn(digits)


_RANGES: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    (("4",), (13, 16, 19)),
    (("51", "52", "53", "54", "55"), (16,)),
    (tuple(map(str, range(2221, 2721))), (16,)),
    (("34", "37"), (15,)),
    (("35",), (16,)),
    (("30", "36", "38", "39"), (14, 16)),
    (("60", "62", "64", "65"), (16, 17, 18, 19)),
)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_my_number(digits: str) -> bool:
    """Tell whether twelve digits are a number that Japan gives to each person."""
    total = sum(int(digit) * (place + 1 if place <= 6 else place - 5) for place, digit in _from_behind(digits[:11]))
    check = 11 - total % 11
    return len(digits) == 12 and int(digits[11]) == (0 if check > 9 else check)


def _from_behind(digits: str) -> list[tuple[int, str]]:
    return list(enumerate(reversed(digits), 1))


IBAN_LENGTHS = {
    **{"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21},
    **{"CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18},
    **{"FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23},
    **{"IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21},
    **{"MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28},
    **{"PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24},
    **{"TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20},
}


def is_iban(compact: str) -> bool:
    """Tell whether capital letters and digits without spaces are an international bank account number."""
    if len(compact) != IBAN_LENGTHS.get(compact[:2], 0):
        return False
    return int("".join(str(int(each, 36)) for each in compact[4:] + compact[:4])) % 97 == 1
