"""What a sentence says of its date. STRONG words win over WEAK ones, which stand in every notice's every sentence."""

import re

from questions.notices.facts import Role

LABELS = [
    (
        Role.OCCURRED,
        (
            r"発生時期|発生日時?|発生年月日?|事故発生|紛失日|送信日|誤送信日|対象期間|流出期間"
            r"|occurred(?: on)?|date of (?:the )?(?:incident|breach)"
        ),
    ),
    (Role.DETECTED, r"判明日|発覚日|検知日|発見日|覚知日|認識日|date of discovery|discovered(?: on)?|detected(?: on)?"),
    (Role.STOPPED, r"停止日|遮断日|復旧停止"),
    (Role.REPORTED, r"報告日|届出日|reported(?: on)?"),
    (Role.ANNOUNCED, r"公表日|発表日|掲載日|公開日|更新日|発行日|posted|published|date|announced"),
]

STRONG_JA = [
    (
        Role.OCCURRED,
        r"(?:別の|誤って|間違って)[^。\n]{0,60}(?:送|入れ|渡|掲載|公開|廃棄|入力)(?!した(?:可能性|おそれ|疑い|と))",
    ),
    (
        Role.DETECTED,
        (
            r"(?:連絡|指摘|通報|問い?合わ?せ|申し?出|情報提供|警告|苦情|相談)(?:が|を"
            r"|の)?[^。\n]{0,12}(?:受け|いただ|頂|あり|あった|寄せられ|入[りっ]|増え)"
        ),
    ),
    (
        Role.DETECTED,
        (
            r"判明|発覚|気付|気づ|検知し|検知され|検知を|発見(?:し|され|(?=[。 ]|$))|と(?:判断|結論)"
            r"|判断(?=[。 ]|$)|ていることを[^。\n]{0,12}確認|(?:持ち出し|侵入|改ざん|流出|漏えい"
            r"|感染)(?:の(?:事実|痕跡|形跡))?を確認|見つか(?:りました|った(?!ら)"
            r"|り、)|分か[りっ]|把握し|認識し|覚知|の(?:流出|漏えい|漏洩)?懸念"
        ),
    ),
    (
        Role.STOPPED,
        (
            r"(?:を|の|も)?(?:停止(?:し|いたし|させ|を|して|済|(?=[。 ]|$))|遮断(?:し|いたし|を|(?=[。 ]"
            r"|$))|止め(?:た|まし|て|、)"
            r"|切断し|隔離し|無効(?:化し|にし)|閉鎖(?:し|いたし)|非公開に|削除(?:し|いたし|を(?:完了|確認)|(?=[。 ]|$))"
            r"|設定を(?:変更|修正)し|公開を(?:停止|終了)|回収(?:しま|した(?![一-龥])"
            r"|いたし|し、|を完了|済|でき))"
        ),
    ),
    (
        Role.INVESTIGATED,
        (
            r"調査(?:が|は|を|結果が|報告書を)?[^。\n、]{0,14}(?:完了|終了|まとま|受領|終え)"
            r"|最終報告(?:書)?を(?:受|受領)"
        ),
    ),
    (
        Role.REPORTED,
        (
            r"(?:委員会|警察|警視庁|県警|監督官庁|省|庁|財務局|所管課|保健所|機関|協会|市|県|委託元"
            r"|元請け?)[^。\n]{0,24}(?:報告|届け?出|通報|相談|被害届|提出|申告)"
        ),
    ),
    (
        Role.REPORTED,
        (
            r"被害(?:届|相談|を?申告|を(?:相談|届))|遺失届|速報を|確報を|第[一1]報|報告済|報告(?:し|いた"
            r"|(?=[。 ]|$))|報告があ"
            r"|報告を(?:行|し|いた)|届け出"
        ),
    ),
    (
        Role.TOLD,
        (
            r"(?:お客|対象|該当|本人|契約者|会員|利用者|皆様|皆さま|保護者|の方|患者|学生"
            r"|関係者)[^。\n]{0,30}(?:通知(?!を受)|連絡(?!を受|があ|をいただ)|発送|送付し|お知らせ(?:し"
            r"|いた)|お詫び(?:し|を|の|と)|郵送|訪問)"
        ),
    ),
    (
        Role.TOLD,
        (
            r"(?:個別に|書面で|書状で|郵送で|メールで|電話で)[^。\n]{0,12}(?:通知|連絡(?!を受|があ|をいただ)"
            r"|お知らせ|お詫び|発送)|様(?:に|へ|にも|には|宅|方)[^。\n]{0,30}(?:説明し|謝罪し|お伝えし)"
            r"|(?:保護者|住民|株主)(?:向け)?説明会"
        ),
    ),
    (
        Role.ANNOUNCED,
        (
            r"公表(?:し|いた|を行|した|する|(?=[。 ]|$))|発表(?:し|いた|した|する|(?=[。 ]|$))|記者会見"
            r"|プレスリリース|(?:ホームページ"
            r"|ウェブサイト|サイト)(?:上)?(?:に|で)(?:掲載|公表|お知らせ)"
        ),
    ),
    (Role.RESUMED, r"再開(?:し|いた|予定|を|の)|復旧(?:し|いた|が完了)|稼働を?再開"),
]

WEAK_JA = [
    (
        Role.OCCURRED,
        (
            r"流出|漏えい|漏洩|侵入|攻撃|改ざん|書き換え|不正アクセス|紛失|盗難|盗まれ|置き忘れ|誤って"
            r"|誤送信|送信し|送信され|送付し|郵送し|持ち出|複製|ダウンロード|入力し|感染|暗号化|期間|発生"
            r"|閲覧|購入|決済をされ|紛れ|乗っ取|保存し|アップロード|使われ|引き出|送金|だまし取|騙し取"
            r"|廃棄|公開(?:し|され"
            r"|状態)|設定(?:し|を誤)"
        ),
    ),
    (Role.DETECTED, r"確認(?:し|いた|され)"),
]

_SUBJECTS = (
    r"(?:customers?|members?|patients?|individuals|people|those|students?|users|residents"
    r"|employees|parents|everyone|clients|consumers|you\b|passengers|guests)"
)
_BODIES = (
    r"(?:police|fbi|regulator|commission|department|authorit|attorney general|\bico\b"
    r"|law enforcement|ministry|agency|\bfca\b|watchdog|\bipa\b)"
)
STRONG_EN = [
    (
        Role.DETECTED,
        (
            r"(?:learn(?:ed|t)|discovered|detected|became aware|made aware|noticed|identified (?:unusual"
            r"|suspicious|the)|(?:alerted|informed|warned|tipped off) (?:us|the|its|by)|told us|(?:was"
            r"|were) (?:notified|informed|alerted|contacted|told|warned) (?:of|by|about|that))"
        ),
    ),
    (
        Role.STOPPED,
        (
            r"(?:shut (?:it |them |the [a-z ]{1,30})?down|shut down|took (?:[a-z ]{1,30})?offline|disabled"
            r"|suspended|blocked|isolated|revoked|contained|secured (?:the|its|our)|recalled|removed the"
            r"|switched off|stopped|deactivated|disconnected)"
        ),
    ),
    (
        Role.INVESTIGATED,
        (
            r"investigation (?:was |has been |is )?(?:completed|concluded|finished|ended|determined)"
            r"|(?:completed|concluded|finished) (?:its|the|their|our) (?:[a-z]{1,12} )?investigation"
        ),
    ),
    (
        Role.REPORTED,
        (
            rf"(?:report|notif|referr?|informed|told|contact|filed"
            rf"|disclos)[a-z]{{0,9}}\b[^\n]{{0,60}}{_BODIES}"
        ),
    ),
    (
        Role.TOLD,
        (
            rf"(?:notif|told|inform|mail|letter|contact|e-?mail|writ"
            rf"|wrote)[a-z]{{0,9}}\b[^\n]{{0,40}}{_SUBJECTS}|being notified"
        ),
    ),
    (Role.ANNOUNCED, r"(?:announced|disclosed|made public|published|press release|went public|said in a statement)"),
    (Role.RESUMED, r"(?:resumed|restored|reopened|back online|came back)"),
]
WEAK_EN = [
    (
        Role.OCCURRED,
        (
            r"(?:stolen|theft|accessed|access took place|took place|occurred|happened|went out|was sent"
            r"|were sent|sent|breach(?:ed)?|attack(?:ed)?|hack(?:ed)?|lost|left|copied|downloaded|exposed"
            r"|published|gained|intru|installed|clicked|encrypted|between|from|over the|paid|posted|shipped|handed"
            r"|payments? (?:was|were) made|received|transferred)"
        ),
    ),
]

Cues = list[tuple[Role, re.Pattern[str]]]


def _compiled(table: list[tuple[Role, str]]) -> Cues:
    return [(role, re.compile(pattern)) for role, pattern in table]


JAPANESE = (_compiled(STRONG_JA), _compiled(WEAK_JA))
ENGLISH = (_compiled(STRONG_EN), _compiled(WEAK_EN))
LABELLED = [(role, re.compile(rf"(?:{pattern})\s?[:\]】\t|]?\s{{0,4}}$", re.IGNORECASE)) for role, pattern in LABELS]
