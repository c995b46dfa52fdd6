"""What a sentence says of its date. STRONG words win over WEAK ones, which stand in every notice's every sentence."""

import re

from questions.notices.facts import Role
from questions.notices.vocabulary.people import GROUP, INSIDE, OUTSIDE

LABELS = [
    (
        Role.OCCURRED,
        (
            r"発生時期|発生日時?|発生年月日?|事故発生|紛失日|送信日|誤送信日|(?:対象|流出|漏えい|閲覧可能|公開)?期間"
            r"|occurred(?: on)?|date of (?:the )?(?:incident|breach)"
        ),
    ),
    (Role.DETECTED, r"判明日|発覚日|検知日|発見日|覚知日|認識日|date of discovery|discovered(?: on)?|detected(?: on)?"),
    (Role.STOPPED, r"停止日|遮断日|復旧停止"),
    (Role.REPORTED, r"報告日|届出日|reported(?: on)?"),
    (
        Role.TOLD,
        r"(?:本人)?通知日|date(?:\(s\))? of (?:[a-z]{1,12} )?notification|(?:consumers|individuals"
        r"|people) notified(?: on)?",
    ),
    (Role.ANNOUNCED, r"公表日|発表日|掲載日|公開日|更新日|発行日|posted|published|dated?|announced"),
]

STRONG_JA = [
    (
        Role.OCCURRED,
        r"(?:(?<!調査)(?<!検証)結果|資料|ファイル|名簿|データ|画像|一覧|議事録|申請書"
        r"|報告書)(?:\([^()\n]{1,14}\))?を[^。\n]{0,20}(?:掲載|公開)し",
    ),
    (
        Role.OCCURRED,
        r"(?:押し|掛け|書き|打ち|取り)間違え|(?:別の|誤って|間違って)[^。\n]{0,60}(?:送|入れ|封入し|同封し|渡"
        r"|掲載|公開|配信|廃棄|入力)(?!した(?:可能性|おそれ|疑い|と))",
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
        r"(?:会社|業者|事業者|先|[社局署省庁部課校]|センター|機関)(?:から|より)[^。\n]{0,60}(?:電話|通知"
        r"|メール)[がを][^。\n]{0,8}"
        r"(?:あ[りっ]|入[りっ]|届|受け)|(?:から|より)[^。\n]{0,60}(?<!被害)申告が[^。\n]{0,8}あ[りっ]",
    ),
    (
        Role.DETECTED,
        r"(?:方|様|者)から[^。\n]{0,60}(?:メール|お?電話)(?:をいただ|があ[りっ])|教えて(?:くださ|下さ|いただ"
        r"|もら|くれ)",
    ),
    (
        Role.DETECTED,
        r"(?:から|より)、?(?:(?!調査|中間|最終)[^。\n]){0,70}(?<![にへ])報告(?:を|が)[^。\n]{0,6}(?:受け"
        r"|あり(?!ましたので)|あった)",
    ),
    (
        Role.DETECTED,
        (
            r"判明|発覚|気付|気づ|検知し|検知され|検知を"
            r"|検知(?=[、。 \n]|$)|発見(?:し|され|(?=[。 ]|$))|と(?:判断|結論)"
            r"|判断(?=[。 ]|$)|(?:ている|した|された|られた|れていた|していた)ことを[^。\n]{0,12}確認"
            r"|(?:持ち出し|侵入|改ざん|流出|漏えい"
            r"|感染)(?:の(?:事実|痕跡|形跡))?を確認|見つか(?:りました|った(?!ら)"
            r"|り、)|(?:分|わ)か[りっ]|把握し|認識し|[なが]くなって(?:い|お)|覚知|の(?:流出|漏えい|漏洩)?懸念"
        ),
    ),
    (
        Role.STOPPED,
        (
            r"(?:を|の|も)?(?:停止(?:し|する(?=と|ほか|など)|いたし|させ|を|して|済|の手続|(?=[。 ]|$))"
            r"|止める手続|遮断(?:し"
            r"|いたし|を|(?=[。 ]"
            r"|$))|(?<!車を)止め(?:た|まし|て|、)"
            r"|切断し|切り離し|隔離し"
            r"|凍結(?:を|し|の)|無効(?:化し|にし)|閉鎖(?:し|いたし)|非公開に"
            r"|削除(?:し|さ?せ|いたし|を(?:完了|確認)|(?=[。 ]|$))|(?:画面|ページ|サイト|窓口|フォーム"
            r"|フォルダー?|共有|公開)を(?:閉じ|止め|取りやめ|取り下げ)"
            r"|(?:リモート|遠隔)(?:で|から)?(?:の)?(?:ロック|消去)(?:を|し)"
            r"|パスワードを(?:変更|再設定|リセット)し(?=た|、)"
            r"|設定を(?:変更|修正)(?:し|(?=[、。 \n]|$))|公開を(?:停止|終了)|回収(?:しま|した(?![一-龥])"
            r"|いたし|し、|を完了|済|でき))"
        ),
    ),
    (
        Role.INVESTIGATED,
        (
            r"調査(?:が|は|を|結果が|報告書を)?[^。\n、]{0,14}(?:完了|終了|まとま|受領|受け取|終え|開始)"
            r"|調査に着手|調査を[^。、\n]{0,4}(?:依頼|委託)|(?:調査|解析|検証"
            r"|鑑定)(?:の)?結果を[^。、\n]{0,4}(?:受|入手)|(?:記録|ログ"
            r"|履歴)を[^。、\n]{0,8}(?:調べ(?!た結果)|解析|精査)|(?:最終|中間"
            r"|調査)報告(?:書)?を(?:受|受領)|報告書を(?:受|受領)"
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
            r"被害(?:届|相談|を?申告|を(?:相談|届))|遺失届|110番|速報(?:を|し)|確報を|第[一1]報(?!を(?:公表"
            r"|発表|掲載|お知らせ)|に(?:て|おいて)|で)|報告済"
            r"|(?<![長司][にへ])(?<![長司][にへ]電話で)報告(?:し(?!たとおり|た通り|ました(?:とおり|通り))|いた"
            r"|(?=[。 ]|$))|報告があ(?!りましたので)"
            r"|報告を(?:行|し|いた)|届け出"
        ),
    ),
    (
        Role.TOLD,
        (
            rf"(?:{OUTSIDE}|全員|皆(?:様|さま|さん)|の方)(?!(?:の方|の皆様|の皆さま|様|さま|方|々|本人"
            rf"|[0-9]{{1,4}}名)?(?:から"
            rf"|より))[^。\n]{{0,30}}(?:通知(?!を受)"
            r"|連絡(?!を受|があ|をいただ)|発送|送付し|お送り(?:しま|して|いたしま)|お知らせ(?:し"
            r"|いた)|[おご](?:詫|わ)び(?:し|を|の|と)|謝罪(?:し|いた|の(?:電話|文書))|(?:手紙|メール|書面"
            r"|文書|はがき)を(?:送|出)|送って(?:い|お)|郵送|訪問)"
        ),
    ),
    (
        Role.TOLD,
        (
            r"(?:対象|該当|お客|会員|患者|保護者|利用者)[^。、\n]{0,14}[にへ]は?(?:電子)?(?:メール|電話|書面"
            r"|郵便|文書|書状)(?:にて|で)(?=、)|"
            r"(?:個別に|書面で|書状で|郵送で|メールで|電話で)[^。\n]{0,12}(?:通知|連絡(?!を受|があ|をいただ)"
            r"|お知らせ|お詫び|発送)|様(?:に|へ|にも|には|宅|方)[^。\n]{0,30}(?:説明し|謝罪し|お伝えし)"
            r"|(?:保護者|住民|株主)(?:向け)?説明会"
        ),
    ),
    (
        Role.ANNOUNCED,
        (
            r"(?:お?知らせ|ご?報告|ご案内)(?:し|いたし)(?:た|ました)(?:とおり|通り|件|内容)|報告がありましたので"
            r"|公表(?:し|いた|を行|した|する|(?=[。 ]|$))|発表(?:し|いた|した|する|(?=[。 ]|$))|記者会見"
            r"|プレスリリース|(?:ホームページ"
            r"|ウェブサイト|サイト)(?:上)?(?:に|で)(?:掲載|公表|お知らせ)"
        ),
    ),
    (
        Role.RESUMED,
        r"再開(?:し|いた|予定|を|の|(?=[。 \n]|$))|再び(?:開[けい]|公開|使え|動か)|復旧(?:し|いた|が完了)|稼働を?再開",
    ),
]

WEAK_JA = [
    (
        Role.OCCURRED,
        (
            r"流出|漏えい|漏洩|侵入|攻撃|改ざん|書き換え|不正アクセス|紛失|盗難|盗まれ|置き忘れ|誤って"
            r"|誤送信|送信(?=[。 \n(]|$)|送信し|送信され|送られ|送付し|郵送し|発送し|投函"
            r"|持ち出|複製|ダウンロード|入力し|感染|暗号化|期間|発生"
            r"|閲覧|購入|決済をされ|紛れ|乗っ取|保存し|アップロード|使われ|引き出|送金|だまし取|騙し取"
            r"|廃棄|公開(?:し|され"
            r"|状態)|設定(?:し|を誤)|受け取(?:り|っ)|受信し|持ち帰|カードを(?:使|ご?利用)|アクセスが"
            r"|受け?付け[^。\n]{0,8}(?:始め|開始)|回答され|申し込まれ|メールが[^。\n]{0,16}届い|帰宅|投稿し"
        ),
    ),
    (Role.DETECTED, r"確認(?:し|いた|され)"),
]

AS_RESULT = re.compile(r"(?:調査の結果|その後の調査で|調査により|調査では)[^。\n]{0,10}$")
# 処理が8月30日から行われていたことが判明: what was found out is that it went on since.
AS_SINCE = re.compile(
    r"(?:頃|ごろ)?(?:から|より|以降)(?!の?(?:連絡|指摘|報告))[^。\n]{1,80}?て(?:い|お)[^。\n]{0,6}こと[^。\n]{0,4}"
    r"(?:判明|分か|わか|確認|発覚)"
)
AS_CAUSE = re.compile(r"(?:が|ことが)原因(?:である|だった)?(?:こと)?[がと]?[^。\n]{0,4}(?:判明|分か)")
_AND_BODY = (
    r",?\s(?:and|as (?:was|were))\s(?:to\s)?(?:the\s|our\s)?[^.,;\n]{0,24}?"
    r"(?:commissioner(?:'s)?(?: office)?|\bico\b|police|law enforcement|regulators?|authorit(?:y|ies)|commission"
    r"|fbi|attorney general|ministry)\b(?!'|\s(?:office\s|of\s[a-z ]{3,24}\s)?(?:on|in)\s)"
)
AND_BODY = re.compile(_AND_BODY)
FURTHER_BODY = re.compile(rf"[a-z']{{0,10}}(?:\soffice)?(?:{_AND_BODY})?")

# Said before the date: 対象の会員には、1月29日に文書を発送しました。 不正アクセスは、12月27日に行われました。
TO_PEOPLE_BEFORE = re.compile(
    rf"{GROUP}(?:全員)?(?:には|へは|に対して(?:は)?|に対し|[宛あ]てに|に|へ)、?\s?$"
    rf"|{INSIDE}[^。、\n]{{0,6}}(?:には|に対して(?:は)?)、?\s?$"
)
TELLING_AFTER = re.compile(
    r"通知(?!を受)|連絡(?!を受|があ|をいただ)|発送|郵送|送付し|お送りし|送って|お?知らせ(?:し|いた)|お詫び"
    r"|おわび|謝罪|訪問|説明"
    r"|お?電話(?:を|で)?(?:し|いた|差し|さし|かけ)|(?:手紙|書面|文書|はがき|メール)を[^。、\n]{0,8}(?:出|送"
    r"|差し|さし|お届け|配)|伝え"
)
# 調査は7月11日に終わり
ENQUIRY_BEFORE = re.compile(r"(?:調査|解析|検証|精査)(?:は|が)、?\s?$")
ENDED_AFTER = re.compile(r"[^。、\n]{0,8}(?:終わ|終え|終了|完了|まとま)")
OCCURRED_BEFORE = re.compile(
    r"(?:不正アクセス|サイバー攻撃|攻撃|侵入|改ざん|漏えい|流出|紛失|盗難|誤送信|操作|持ち出し)(?:が|は"
    r"|の(?:期間|時期)は)、?\s?$|最後に[^。、\n]{1,20}のは、?\s?$"
)

# What is done since a day lasts: it is no event of the case.
DONE_SINCE = re.compile(
    r"\b(?:has|have) (?:now |also |since |been ){0,2}(?:encrypt|requir|train|introduc|us|check|replac|switch|mov"
    r"|strengthen|add|chang|improv|review)[a-z]{1,4}\b[^.\n]{0,100}\bsince\s$"
)

# A year or month that tells how old the data are, or of another case: records from 2019, a similar mistake in 2019.
OF_THE_DATA = re.compile(
    r"\b(?:records?|data|files?|details|bookings?|orders|lists?)\s(?:dating\s)?(?:back\s)?(?:from|between|since"
    r"|to|of)\s$"
    r"|\b(?:similar|earlier|previous|another|unrelated)\s[^.\n]{0,40}\b(?:in|of)\s$"
    r"|\bwho\s(?:had\s)?(?:booked|registered|signed up|applied|enrolled|joined|donated|visited|stayed|bought"
    r"|ordered|shopped)\b[^.\n]{0,40}\s(?:between|since|from|in|before|until)\s$"
    r"|\bwhich\s(?:we|it|they)\shad\s[a-z]{3,12}\sin\s$"
)

_SUBJECTS = (
    r"(?:customers?|members?|patients?|individuals|people|those|students?|users|residents|tenants"
    r"|employees|parents|everyone|everybody|clients|consumers|you\b|passengers|guests|holders|recipients"
    r"|donors|volunteers|subscribers|applicants|families|others\b)"
)
_BODIES = (
    r"(?:police|fbi|regulator|commission|department|authorit|administration|attorney general|\bico\b"
    r"|law enforcement|ministry|agency|\bfca\b|watchdog|\bipa\b)"
)
STRONG_EN = [
    (
        Role.OCCURRED,
        r"to the wrong (?:recipient|person|people|address|company|number)"
        r"|sent [^.\n]{0,40}(?:by mistake|in error|accidentally)",
    ),
    (
        Role.DETECTED,
        (
            r"(?:found (?:an?|the) (?:[a-z]{1,12} ){0,2}(?:note|message|fault|sign)"
            r"|learn(?:ed|t)|discovered|detected|became aware|made aware|noticed|raised (?:an|the) (?:alarm|alert)"
            r"|(?:telephoned|phoned|rang|called) (?:us|the (?:school|office|shop|company|clinic|council|hospital)"
            r"|our (?:[a-z]{1,12} ){0,2}(?:office|desk|team|reception|branch|shop|clinic|line|department))"
            r"|\bcontacted us\b|picked up (?:an? |the )?(?:unusual|suspicious|strange)"
            r"|calls? (?:from [a-z ]{1,24} )?came in"
            r"|\breali[sz]ed\b"
            r"|identified (?:unusual"
            r"|suspicious|the)|(?:alerted|informed|warned|tipped off) (?:us|the|its|by)|(?:told|tell|let) us\b"
            r"|\breported (?:receiving|seeing|that (?:an?|the|their)\b)|\breported (?:an? "
            r"|the )?(?:suspicious|unusual|phishing)"
            r"|(?:told|informed|notified|alerted|warned) the (?:company|firm|council|school|charity"
            r"|university|bank|hospital"
            r"|shop|group|retailer|operator) (?:about|of|that)|(?:was"
            r"|were) (?:notified|informed|alerted|contacted|told|warned)"
            r" (?:of|by(?! (?:e-?mail|letter|post|(?:tele)?phone))|about|that))"
        ),
    ),
    (
        Role.STOPPED,
        (
            r"(?:shut (?:it |them |the [a-z ]{1,30})?down|shut down|took (?:[a-z ]{1,30})?offline|disabled"
            r"|suspended|closed (?:the|that|their|this) account"
            r"|blocked|isolated|revoked|contained|secured (?:the|its|our)|recall(?:ed)?\b"
            r"|(?:was|were) taken off-?line|\b(?:reset|changed) (?:[a-z']{1,12} ){0,4}(?:password|credential)"
            r"|deleted|removed the"
            r"|switched off|stopped|deactivated|disconnected)"
        ),
    ),
    (
        Role.INVESTIGATED,
        (
            r"investigation (?:was |has been |is )?(?:completed|concluded|finished|ended|determined)"
            r"|review(?: of (?:[a-z]{1,12} ){1,4})?\s?(?:was |has been )?(?:completed|concluded|finished)"
            r"|(?:confirmed|established|concluded|determined) that\b|(?:review|analysis|investigation|enquiry"
            r"|inquiry)\b[^.\n]{0,80}\b(?:was|is|has been) (?:completed|concluded|finished)"
            r"|(?:completed|concluded|finished) (?:its|the|their|our) (?:[a-z]{1,12} )?(?:investigation|review)"
        ),
    ),
    (
        Role.REPORTED,
        (
            rf"(?:report|notif|referr?|informed|told|contact|filed"
            rf"|disclos)[a-z]{{0,9}}\b(?!\s(?:us|me)\b)[^\n]{{0,60}}{_BODIES}"
            rf"|{_BODIES}[^.\n]{{0,40}}(?:was|were) (?:notified|informed|told)"
        ),
    ),
    (
        Role.TOLD,
        (
            rf"\b(?:notif|told|inform|mail|letter|contact|e-?mail|writ"
            rf"|wrote)[a-z]{{0,9}}\b(?! sent\b| about (?!the (?:incident|breach|error"
            rf"|mistake)))[^\n]{{0,40}}{_SUBJECTS}"
            r"|\b(?:telephoned|phoned|rang|called|visited|wrote to|e-?mailed) (?:all|every|each)\b"
            r"|(?:e-?mails?|letters?|messages?|notices?) (?:went|were sent|was sent"
            r"|were posted) (?:out )?to (?:every|all|each|the|those|affected)"
            rf"|being notified|{_SUBJECTS} (?:[a-z]{{1,8}} ){{0,2}}receiv(?:ed?|ing) (?:an? "
            rf"|the )?(?:e-?mail|letter|notice)"
            rf"|(?:{_SUBJECTS}|affected) (?:[a-z]{{1,10}} ){{0,2}}"
            r"(?:was|were|has been|have been) (?:told|informed|notified|contacted|telephoned|phoned|e-?mailed)"
        ),
    ),
    (
        Role.ANNOUNCED,
        (
            r"(?:announced|disclosed|made public|published|press release|went public|said in a statement"
            r"|\bsaid (?:late )?on\s?$|\bfirst reported(?: on)?\s?$"
            r"|^\s(?:confirmed|said|revealed|admitted|apologi[sz]ed|warned)\b)"
        ),
    ),
    (Role.RESUMED, r"(?:resumed|restored|reopened|back online|came back)"),
]
WEAK_EN = [
    (
        Role.OCCURRED,
        (
            r"(?:stolen|theft|accessed|access took place|took place|occurred|happened|went out|was sent"
            r"|were sent|sent|replied|uploaded|breach(?:ed)?|attack(?:ed)?|hack(?:ed)?|lost|left|copied"
            r"|downloaded|exposed|published|gained|intru|installed|clicked"
            r"|(?<!laptops were )(?<!devices were )encrypted|between|from|over the|paid|posted|shipped|handed"
            r"|payments? (?:was|were) made|received|transferred)"
        ),
    ),
]

Cues = list[tuple[Role, re.Pattern[str]]]


def _compiled(table: list[tuple[Role, str]]) -> Cues:
    return [(role, re.compile(pattern)) for role, pattern in table]


JAPANESE = (_compiled(STRONG_JA), _compiled(WEAK_JA))
ENGLISH = (_compiled(STRONG_EN), _compiled(WEAK_EN))
# 発生は2月3日で、判明したのは2月12日です: the role stands before its day.
_ASKED_FOR = [
    (Role.OCCURRED, r"発生(?:した(?:日|の))?|(?:始まっ|あっ|起き|行われ)たの"),
    (Role.DETECTED, r"(?:判明|発覚|検知|発見|認識|把握)(?:した(?:日|の))?|(?:気付い|気づい|分かっ|わかっ)た(?:日|の)"),
    (Role.STOPPED, r"(?:停止|遮断|閉鎖|削除)した(?:日|の)|止めたの"),
    (Role.REPORTED, r"(?:報告|届け?出)した(?:日|の)|届け出たの"),
    (Role.TOLD, r"(?:通知|連絡)した(?:日|の)"),
    (Role.ANNOUNCED, r"(?:公表|発表)した(?:日|の)"),
]
_AFTER_LABEL = r"(?:は、?|\s?[:\]】\t|]?\s{0,4})$"
LABELLED = [
    *((role, re.compile(rf"(?:{pattern}){_AFTER_LABEL}", re.IGNORECASE)) for role, pattern in LABELS),
    *((role, re.compile(rf"(?:{pattern})は、?$")) for role, pattern in _ASKED_FOR),
]
