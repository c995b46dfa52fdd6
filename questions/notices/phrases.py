"""How facts of a notice are said in our own words, Japanese and English beside each other."""

from questions.notices.desk import Kind
from questions.notices.facts import Role

Both = dict[str, str]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

HAPPENED: dict[Role, Both] = {
    Role.OCCURRED: {"ja": "事故が起きました（または始まりました）。", "en": "It happened, or began."},
    Role.DETECTED: {"ja": "事故の疑いに気づきました。", "en": "It was noticed."},
    Role.STOPPED: {"ja": "被害が広がるのを止めました。", "en": "It was stopped."},
    Role.INVESTIGATED: {
        "ja": "調査が行われました（または結果が出ました）。",
        "en": "It was investigated, or the result came.",
    },
    Role.REPORTED: {"ja": "報告または届け出をしました。", "en": "It was reported."},  # to whom, a telling says
    Role.TOLD: {"ja": "影響を受けた人へ知らせました。", "en": "The people concerned were told."},
    Role.ANNOUNCED: {"ja": "公表しました。", "en": "It was announced."},
    Role.RESUMED: {"ja": "サービスを再開しました。", "en": "The service was resumed."},
}

COUNTED: dict[str, Both] = {
    "people": {"ja": "影響を受けた可能性がある人：{}人", "en": "People who may be affected: {}"},
    "records": {"ja": "影響を受けた可能性がある情報：{}件", "en": "Records that may be affected: {}"},
    "messages": {"ja": "送られたメールなど：{}通", "en": "Messages concerned: {}"},
    "devices": {"ja": "対象の機器や媒体：{}台", "en": "Devices or media concerned: {}"},
    "papers": {"ja": "対象の書類：{}枚", "en": "Papers concerned: {}"},
    "organisations": {"ja": "関係する組織：{}", "en": "Organisations concerned: {}"},
    "households": {"ja": "対象の世帯：{}世帯", "en": "Households concerned: {}"},
    "accounts": {"ja": "対象のアカウント：{}", "en": "Accounts concerned: {}"},
    "files": {"ja": "対象のファイル：{}", "en": "Files concerned: {}"},
    "boxes": {"ja": "対象の箱：{}箱", "en": "Boxes concerned: {}"},
}

DATA: dict[str, Both] = {
    "payment-card": {"ja": "カード番号", "en": "card number"},
    "card-expiry": {"ja": "カードの有効期限", "en": "card expiry date"},
    "card-security-code": {"ja": "カードのセキュリティコード", "en": "card security code"},
    "name": {"ja": "氏名", "en": "name"},
    "address": {"ja": "住所", "en": "postal address"},
    "phone": {"ja": "電話番号", "en": "telephone number"},
    "email": {"ja": "メールアドレス", "en": "e-mail address"},
    "date-of-birth": {"ja": "生年月日", "en": "date of birth"},
    "credentials": {"ja": "パスワードなどのログイン情報", "en": "password or other sign-in data"},
    "health": {"ja": "健康・医療に関する情報", "en": "health data"},
    "government-id": {"ja": "マイナンバーなど公的な番号", "en": "government ID number"},
    "bank-account": {"ja": "銀行口座", "en": "bank account"},
    "purchase-history": {"ja": "購入履歴", "en": "purchase history"},
    "other": {"ja": "その他の情報", "en": "other data"},
}
AFFECTED_DATA: Both = {"ja": "漏えいした可能性がある情報：{}", "en": "Data that may have leaked: {}"}
SPARED_DATA: Both = {
    "ja": "含まれていなかったとされる情報：{}",
    "en": "Data that was not affected, as the notice says: {}",
}

PEOPLE = "people"
PARTIES: dict[str, Both] = {
    "commission": {"ja": "個人情報保護委員会", "en": "the data protection authority"},
    "police": {"ja": "警察", "en": "the police"},
    "payment-agency": {"ja": "決済代行会社", "en": "the payment agency"},
    "card-company": {"ja": "カード会社", "en": "card companies"},
    "investigator": {"ja": "調査会社", "en": "an outside investigator"},
    "supplier": {"ja": "委託先", "en": "a supplier"},
    "authority": {"ja": "監督官庁", "en": "a supervising authority"},
    "ipa": {"ja": "情報処理推進機構（IPA）", "en": "the Information-technology Promotion Agency (IPA)"},
    "jpcert": {"ja": "JPCERT/CC", "en": "JPCERT/CC"},
    "privacy-mark": {"ja": "プライバシーマークの審査機関", "en": "the Privacy Mark body"},
    "broker": {"ja": "名簿業者", "en": "a data broker"},
    "insurer": {"ja": "保険会社", "en": "an insurer"},
    "bank": {"ja": "銀行", "en": "a bank"},
    "business-partner": {"ja": "取引先", "en": "a business partner"},
    "media": {"ja": "報道機関", "en": "the media"},
    "researcher": {"ja": "外部の研究者・専門家", "en": "a security researcher"},
    "finder": {"ja": "拾得者", "en": "the finder"},
    "student": {"ja": "学生・生徒", "en": "a student"},
    "attacker": {"ja": "攻撃者からの連絡", "en": "the attackers' own message"},
    "monitoring": {"ja": "監視システム", "en": "the organisation's monitoring"},
    "staff": {"ja": "職員・社員", "en": "a member of staff"},
    PEOPLE: {"ja": "影響を受けた人", "en": "the people concerned"},
    "customer": {"ja": "顧客", "en": "a customer"},
    "employee": {"ja": "従業員", "en": "an employee"},
    "organisation": {"ja": "組織自身", "en": "the organisation itself"},
    "recipient": {"ja": "受信者", "en": "a recipient"},
    "client": {"ja": "委託元", "en": "the client"},
}

OF_PARTIES: dict[Kind, Both] = {
    Kind.NOTICED: {"ja": "最初に気づいたのは{}", "en": "First noticed by {}"},
    Kind.TOLD: {"ja": "知らせた相手：{}", "en": "Who was told: {}"},
    Kind.PARTY: {"ja": "関係した組織：{}", "en": "Involved: {}"},
}
_REPORTED_TO: Both = {"ja": "{}へ報告しました。", "en": "It was reported to {}."}
TOLD_ON: dict[str, Both] = {
    **dict.fromkeys(("commission", "authority", "ipa", "jpcert", "privacy-mark"), _REPORTED_TO),
    "police": {"ja": "{}へ届け出ました。", "en": "It was reported to {}."},
    PEOPLE: HAPPENED[Role.TOLD],
}
"""What happened on a day on which somebody was told, where that is no mere notice."""
NOTICE_GIVEN: Both = {"ja": "{}へ知らせました。", "en": "Notice was given to {}."}
DAYS_UNTIL: dict[str, Both] = {
    "noticed": {"ja": "発生から発覚まで：{}日", "en": "Days from the beginning until it was noticed: {}"},
    "stopped": {"ja": "発生から停止まで：{}日", "en": "Days from the beginning until it was stopped: {}"},
    "told": {"ja": "発生から本人への通知まで：{}日", "en": "Days from the beginning until people were told: {}"},
    "announced": {"ja": "発生から公表まで：{}日", "en": "Days from the beginning until it was announced: {}"},
}

CASE_OF: Both = {"ja": "{}の事故（{}年）", "en": "{}: what happened in {}"}


def fill(phrase: Both, value: Both | str) -> Both:
    """Put a value, or its name in each language, into a phrase."""
    return {tag: words.format(value if isinstance(value, str) else value[tag]) for tag, words in phrase.items()}


def party(value: str) -> Both:
    """Name somebody in both languages; a name of its own stays as it is."""
    return PARTIES.get(value, {"ja": value, "en": value})


def told(value: str) -> Both:
    """Say that somebody was told."""
    return fill(TOLD_ON.get(value, NOTICE_GIVEN), party(value))


def day(value: str) -> Both:
    """Write a date that may stop after the year or the month: 2019-05-09 is 2019年5月9日 and 9 May 2019."""
    year, *rest = value.split("-")
    numbers = [int(part) for part in rest]
    japanese = f"{year}年" + "".join(f"{number}{unit}" for number, unit in zip(numbers, "月日", strict=False))
    english = " ".join([*map(str, numbers[1:]), *(MONTHS[number - 1] for number in numbers[:1]), year])
    return {"ja": japanese, "en": english}
