"""What stands behind quantities, and numbers that anybody types where one is wanted."""

import re

NO_QUANTITY = (
    r"(?! ?(?:件|名|人|円|点|個|回|社|台|通|枚|本|頁|ページ|万|億|兆|千|ポイント|%|[¥$€£]"
    r"|yen\b|dollars?\b|euros?\b|people\b|records?\b|customers?\b|items?\b|users?\b|times\b|[kmgt]b\b|bytes?\b))"
)
"""What follows a number that counts something."""

_NO_QUANTITY = re.compile(NO_QUANTITY, re.IGNORECASE)


def is_quantity(text: str, end: int) -> bool:
    """Tell whether what stands behind a number makes it a count."""
    return not _NO_QUANTITY.match(text, end)


def is_counted_out(digits: str) -> bool:
    """Tell whether digits count up or down, or repeat one."""
    return len(set(digits)) == 1 or digits in "01234567890123" or digits in "98765432109876"
