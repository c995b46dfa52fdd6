"""Names of organisations."""

import re

_FORM = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|学校法人|医療法人(?:社団|財団)?|社会福祉法人"
    "|特定非営利活動法人|NPO法人|国立大学法人|独立行政法人|地方独立行政法人|生活協同組合|農業協同組合|宗教法人"
)
_WORD = r"[A-Za-z0-9ァ-ヶー一-龥ぁ-ん々〆&・.\-]"
# After these the name is over: 株式会社ほしの健康サービスの従業員, 株式会社ABCが, ...
_STOP = (
    r"(?=(?<=[^ぁ-ん])の|の(?:顧客|従業|社員|職員|お客|個人|情報|サイト|サーバ|システム|元|担当"
    r"|会員|運営|事業|業務|代表|社長|関係|保有|管理|一部|利用|公式)|"
    r"が|は|を|に(?!し)|で|と(?!き)|へ|や(?!ま)|から|より|及び|、|。|\s|[()「」『』【】\[\]:/,.]|さま|様|$)"
)
_KANJI = r"[A-Za-z0-9ァ-ヶー一-龥々&・\-]"
_NO_MORE = r"(?=[のがはをにでとも、。\s()「」『』【】:/]|から|より|へ|及び|$)"
# A name that has its line to itself ends with it, whatever it is made of: 株式会社みなと商店.
_ALONE = rf"(?<![^\n])(?:{_FORM})\s?{_WORD}{{2,24}}(?=[ \t]{{0,9}}(?:\n|$))"
NAME_JA = (
    rf"{_ALONE}|(?:{_FORM})\s?{_WORD}{{2,24}}?{_STOP}|(?<![^\s「『(、。:・]){_WORD}{{1,20}}(?:株式会社"
    rf"|有限会社|合同会社){_NO_MORE}|{_KANJI}{{1,20}}(?:株式会社|有限会社|合同会社){_NO_MORE}"
    rf"|[一-龥ァ-ヶぁ-んー]{{2,16}}(?<![一-龥ぁ-ん]当)(?:農業|漁業|生活|事業)協同組合{_NO_MORE}"
    rf"|[㈱㈲]\s?{_WORD}{{2,20}}?{_STOP}"
)
# In the news, by where it sits: みさき通信サービス(東京)は, あおば商事(大阪市)が.
_PLACE = r"(?:東京|大阪|京都|名古屋|横浜|神戸|福岡|札幌|仙台|広島|[一-龥]{2,6}[都道府県市区町村])[^()\n]{0,12}"
_KANJI_NAME = r"[一-龥ァ-ヶーA-Za-z々&]{2,14}"
_IN_NEWS = rf"{_KANJI}{{2,20}}(?=\({_PLACE}\)(?:は|が|で|の))"
_LEGAL = r"(?:Inc|Ltd|LLC|Corp|Corporation|Limited|PLC|plc|GmbH|LLP|Co)\b\.?"
_CAPITAL = r"[A-Z][A-Za-z0-9&'\-]{0,24}"
_MORE = rf"\s(?:(?:&|and)\s)?{_CAPITAL}"
NAME_EN = (
    rf"{_CAPITAL}(?:{_MORE}){{1,4}}(?=\s\([\"“][A-Z]|\sis\sa\sregistered\s)|University\sof\s{_CAPITAL}(?:\s{_CAPITAL})?"
    rf"|{_CAPITAL}(?:{_MORE}){{0,4}},?\s{_LEGAL}(?:,?\s{_LEGAL})?"
    rf"|{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}\s(?:University(?!\sof)|Hospital|Health Plan|Council|Bank"
    rf"|Clinic|School|College|Group|Foundation|Trust|Airlines|Hotels?|Insurance|Services|Union"
    rf"|Association|Department)\b"
)
NAME = re.compile(f"{NAME_JA}|{_IN_NEWS}|{NAME_EN}")
# Who speaks in the news, where nothing else tells a name: ゼネコンの大和田組は20日, ... and "operator Corewell said".
SPEAKER = re.compile(
    rf"「(?P<quoted>[^「」\n]{{2,24}})」(?:\([^()\n]{{1,16}}\))?は(?=\d{{1,2}}日、[^。\n]{{0,160}}(?:発表|公表"
    rf"|明らかに))"
    rf"|^(?P<signed>{_CAPITAL}(?:\s{_CAPITAL}){{1,4}})(?=,\s\d{{1,2}}\s[A-Z][a-z]{{2,8}}\s\d{{4}}\s*$)"
    rf"|(?:の|^|(?<=[\s「」、]))(?P<ja>{_KANJI_NAME})(?:\([^()\n]{{1,16}}\))?は(?=\d{{1,2}}日、[^。\n]{{0,160}}(?:発表|公表|明らかに))"
    rf"|(?:^|(?<=[a-z.,”\"] ))(?P<en>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})(?=\s(?:has )?"
    r"(?:said|announced|confirmed|disclosed|apologi[sz]ed|revealed)\b)",
    re.MULTILINE,
)
NO_SPEAKER = re.compile(
    r"(?:社|者|氏|員|長|庁|署|署長|委員会|同校|同市|当社|同社|弊社)$|^(?:同|当|県|市|町|村|国)$"
    r"|^(?:He|She|It|They|We|Police|Officials?|Authorities|Researchers?|Experts?|Hackers?|Mr|Mrs|Ms"
    r"|Dr|The|This|That|A|An"
    r"|Investigators?|Prosecutors?|Regulators?|Lawyers?|Customers?|Members?|Residents?)\b"
)
# A supplier without a legal form: its supplier, Slotwise; 委託先の「スロットワイズ」; 委託先のスロットワイズ.
AFTER_SUPPLIER = re.compile(
    rf"(?:,? (?:called |named |company )?|: )(?P<en>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})\b"
    r"|(?:の|である|・|、)?(?:「(?P<quoted>[^「」\n]{2,24})」|(?P<kana>[ァ-ヶー・]{4,20}))"
)
# Seatwell, the company that runs our box office
BEFORE_SUPPLIER = re.compile(
    rf"(?P<en>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}), (?:the|a|an|our|its)\s(?:[a-z-]{{1,12}}\s){{0,2}}$"
)
# 委託先のサーバー is nobody's name.
NO_SUPPLIER = re.compile(
    "システム|サーバ|サービス|ネット|データ|パソコン|メール|アカウント|エンジニア|スタッフ|オペレータ|パスワード|センター|デスク|プログラム|ソフト"
    "|クラウド|セキュリティ|サイト|ページ|ツール|アプリ|モジュール|ミス|トラブル|バックアップ|マニュアル|ルール|チェック|メンテ|テスト|アクセス|リスク|ファイル"
    "|フォルダ|カード|コード|ウイルス|ポリシー|ガイド|レベル|リスト|コスト|チーム|メンバー|リーダー|マネージャ|オフィス|フロア|アルバイト|パート"
    r"|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:The|This|That|We|It|In|On|At|A|An|January|February|March"
    r"|April|May|June"
    r"|July|August|September|October|November|December|When|Where|While|Then|After|Before|But|And|As|If|No|Not|All|Some"
    r"|Most|Many|Customers?|Members?|Staff|People|Names?|Files?|Emails?|Data|Japanese|American|British|European)\b"
)
IN_NEWS = re.compile(_IN_NEWS)
PUBLIC = re.compile(
    r"[一-龥ァ-ヶぁ-んー]{1,8}?(?:市|町|村|県|区)(?:役所|役場|教育委員会)?(?=[\s長の、。は]|$)"
    r"|[一-龥]{1,5}立[一-龥ァ-ヶぁ-んー]{1,10}(?:高等学校|高校|中学校|小学校|幼稚園|保育園|支援学校|病院"
    r"|図書館|大学)(?=[\s、。はのがかにで]|$)"
    r"|(?!日頃|平素)[一-龥ァ-ヶぁ-んー]{2,14}(?<![当本])(?:国税局|税務署|労働局|法務局|広域連合|消防本部"
    r"|信用組合|信用金庫|銀行|大学"
    r"|病院|協会|組合|学園|生協)(?=[\s、。はの]|$)"
)
