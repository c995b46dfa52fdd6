"""What notices count, and whose it is."""

import re

UNITS_JA = {
    "人": "people",
    "名": "people",
    "件": "records",
    "通": "messages",
    "台": "devices",
    "枚": "papers",
    "社": "organisations",
    "世帯": "households",
    "口座": "accounts",
    "アカウント": "accounts",
    "冊": "papers",
    "部": "papers",
    "本": "devices",
    "個": "devices",
    "箱": "boxes",
    "校": "organisations",
    "施設": "organisations",
    "店舗": "organisations",
}
# After one of these a unit is part of another word: 人気, 件名, 名称, 社員, 本人, 枚方, 部門, 通知, 台風.
NOT_AFTER_JA = (
    r"(?!気|目|前(?!後)|称|義|簿|刺|詞|員|会|長|宅|内|外|人|社|体|店|部|当|件|校|知|信|話|常|過|帳"
    r"|風|方市|門|署|分(?:か|け|散)|屋|別|数の|間"
    r"|あたり|当たり|ひとり|一人|ずつ|で(?:確認|宛先|作業|対応|点検))"
)

UNITS_EN = {
    "people": "people",
    "persons?": "people",
    "individuals?": "people",
    "customers?": "people",
    "consumers?": "people",
    "members?": "people",
    "patients?": "people",
    "users?": "people",
    "subscribers?": "people",
    "students?": "people",
    "pupils?": "people",
    "residents?": "people",
    "citizens?": "people",
    "employees?": "people",
    "staff(?: members?)?": "people",
    "guests?": "people",
    "passengers?": "people",
    "clients?": "people",
    "recipients?": "people",
    "applicants?": "people",
    "donors?": "people",
    "participants?": "people",
    "policyholders?": "people",
    "account holders?": "people",
    "(?:(?:loyalty|credit|debit|payment|points) )?card ?holders?": "people",
    "holders?": "people",
    "parents?": "people",
    "victims?": "people",
    "workers?": "people",
    "tenants?": "people",
    "volunteers?": "people",
    "shoppers?": "people",
    "(?:user |customer |online )?accounts?": "accounts",
    "records?": "records",
    "(?:payment |credit |debit )?cards?": "records",
    "entries": "records",
    "cases": "records",
    "e-?mail addresses": "records",
    "(?:social security|passport|phone|account|licen[cs]e) numbers": "records",
    "e-?mails?(?! accounts?)": "messages",
    "messages": "messages",
    "letters": "messages",
    "laptops?": "devices",
    "(?:usb )?(?:sticks?|drives?)": "devices",
    "computers?": "devices",
    "servers?": "devices",
    "devices?": "devices",
    "phones": "devices",
    "files?": "files",
    "documents?": "files",
    "pages": "papers",
    "(?:pay ?)?slips?": "papers",
    "households?": "households",
    "companies": "organisations",
    "organi[sz]ations?": "organisations",
    "hospitals?": "organisations",
    "schools?": "organisations",
}

OF = [
    (
        "payment-card",
        r"クレジットカード(?!会社|決済)|カード情報|カード番号|(?:payment|credit|debit) cards?\b"
        r"|\bcards?\b",
    ),
    ("email", r"メールアドレス|e-?mail addresses"),
    (
        "customer",
        r"お客様|お客さま|名様|(?:宿泊|予約|来店)(?:客|者)|顧客|利用者|購入者|購入され|ご利用|customers?"
        r"|consumers?|clients?|shoppers?"
        r"|guests?|card ?holders?|bookers?|who (?:had )?(?:booked|bought|ordered|shopped|paid)\b",
    ),
    ("member", r"会員(?!登録)|組合員|\bmembers?\b|subscribers?"),
    ("employee", r"従業員|社員|職員|教員|教職員|退職者|employees?|staff|workers?"),
    ("patient", r"患者|入院|patients?"),
    ("student", r"学生|新入生|院生|卒業生|年生|履修者|生徒|児童|園児|students?|pupils?"),
    ("guardian", r"保護者|保証人|parents?"),
    ("applicant", r"申込|申し込|応募|受験者|applicants?"),
    ("participant", r"参加者|受講者|受講生|出席者|体験(?:入会)?者|participants?|attendees"),
    ("policyholder", r"契約者|加入者|policyholders?"),
    ("resident", r"市民|町民|村民|住民|区民|世帯|residents?|citizens?"),
    ("recipient", r"受信者|受信され|受け取った|recipients?"),
    ("business-partner", r"取引先|仕入先|business partners?"),
    ("donor", r"寄附者|寄付者|donors?"),
    ("name", r"氏名(?!、)|名前"),
    ("account", r"アカウント|\baccounts?\b"),
    ("broker", r"名簿業者|data brokers?"),
    ("personal-data", r"個人情報(?!保護)|personal (?:data|information)"),
    ("order", r"注文|伝票|\borders?\b"),
]
OF_PATTERNS = [(value, re.compile(pattern)) for value, pattern in OF]
SUBJECTS_OF_PEOPLE = frozenset(
    {"customer", "member", "employee", "patient", "student", "guardian", "applicant", "participant", "policyholder"}
    | {"resident", "recipient", "donor", "business-partner"}
)

QUALIFIERS = [
    ("about", r"(?:約|およそ|おおよそ|推計|about|approximately|around|roughly|some|an estimated|nearly|almost)\s?$"),
    ("up-to", r"(?:最大(?:で)?|up to|as many as|a maximum of|no more than)\s?$"),
    ("at-least", r"(?:少なくとも|at least|more than|over|in excess of)\s?$"),
]
QUALIFIERS_BEFORE = [(value, re.compile(pattern)) for value, pattern in QUALIFIERS]
QUALIFIERS_AFTER = [
    ("about", re.compile(r"(?:分)?(?:程度|前後|ほど|余り|あまり|弱|ほぼ)")),
    ("at-least", re.compile(r"(?:分)?(?:以上|超|余)")),
    ("up-to", re.compile(r"(?:分)?(?:以下|未満)")),
]

# Counts that tell who acted or how large somebody is, not whom it touched.
BACKGROUND_BEFORE = re.compile(
    r"(?:事案|事故|インシデント|申し?出|問い?合わ?せ|苦情|相談|通報|連絡)[がを]$"
    r"|(?<![0-9])[0-9]{1,2}回目\s{0,4}$|(?:従業員数|社員数|会員数|職員数|総数|全社員|在籍|資本金"
    r"|employs?(?:ed)?|workforce of"
    r"|(?:mailbox(?:es)?|account|credentials|password)s? of(?: all| the| its| our| these)?"
    r"|serves?|served|cares? for|has|fee of|月額|年会費)\s?[:は]?\s?(?:about |over |約|more than )?$"
)
ACTORS_AFTER = re.compile(
    r"(?:分)?(?:により|によって)(?!の)|(?:から|より)、?[^。\n]{0,40}(?:申し?出|連絡|指摘|通報|問い?合わ?せ|電話)"
    r"|の[^。\n]{0,16}(?:事案|事故|インシデント)|(?:分)?(?:の(?:職員|従業員|社員|者))?(?:が|で"
    r"|による|は)[^。\n]{0,25}?(?:送信した|送信し|送付し|(?<!ことを)確認し|確認する|担当|作業|持ち出し|逮捕"
    r"|処分|誤って|紛失し|開[いき]|クリック|操作|訪問し|回収し|説明し|読み上げ)"
)
ACTORS_BEFORE = re.compile(r"(?:職員|社員|従業員|教員|教職員|担当者|医師|教諭|看護師)(?:計|約|延べ)?$")
DOING_AFTER = re.compile(r"(?:分)?(?:が|で|は)(?![^。\n]{0,12}(?:被害|感染|流出|漏えい|対象))")
