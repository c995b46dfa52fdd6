"""The file that shows which columns an import knows."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads UTF-8 as something else."""
_EXAMPLES = {
    "ja": """\
社員番号,氏名,メールアドレス,部署,上長社員番号,雇用区分,入社日,退職日,休職開始日,休職終了日,言語,タイムゾーン,タグ
00001,青木 花子,aoki@example.co.jp,本社,,役員,平成20年4月1日,,,,日本語,Asia/Tokyo,
00102,佐藤 次郎,sato@example.co.jp,本社/営業部,00001,正社員,2015/4/1,,,,日本語,,
00215,John Smith,smith@example.co.jp,本社/営業部/一課,00102,契約社員,2024-10-01,,,,英語,,
00316,高橋 美咲,,本社/営業部/一課,00102,パート,令和5年6月1日,,2026/9/1,2027/3/31,,,
00420,伊藤 健,,本社/管理部,00001,派遣社員,2025/1/6,2026/3/31,,,,,
""",
    "en": """\
Employee ID,First name,Last name,Email,Department,Manager,Employment type,Hire date,Leaving date,Leave from,\
Leave until,Language,Time zone,Tags
00001,Hanako,Aoki,aoki@example.com,Head office,,Officer,2008-04-01,,,,Japanese,Asia/Tokyo,
00102,Jiro,Sato,sato@example.com,Head office > Sales,00001,Regular,2015-04-01,,,,Japanese,,
00215,John,Smith,smith@example.com,Head office > Sales > Team 1,00102,Fixed-term,2024-10-01,,,,English,Europe/London,
00316,Misaki,Takahashi,,Head office > Sales > Team 1,00102,Part-time,2023-06-01,,2026-09-01,2027-03-31,,,
00420,Ken,Ito,,Head office > Administration,00001,Dispatched,2025-01-06,2026-03-31,,,,,
""",
}


def example(language: str) -> bytes:
    """Return the example in one language, as Excel opens it by a double click."""
    return (BYTE_ORDER_MARK + _EXAMPLES[language].replace("\n", "\r\n")).encode()
