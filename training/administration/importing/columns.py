"""Columns that a list of people can have, and the headings by which HR systems call them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice

from training.administration.importing.problems import Problem, Reason

_MOST_TOLD, _LONGEST_TOLD = 10, 40
"""Headings that a sentence quotes, and characters of each."""


class Column(StrEnum):
    """What a cell is about."""

    NUMBER = "number"
    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    TEAM = "team"
    TEAM_CODE = "team_code"
    MANAGER = "manager"
    EMPLOYMENT = "employment"
    HIRED = "hired"
    LEFT = "left"
    LEAVE = "leave"
    LEAVE_FROM = "leave_from"
    LEAVE_UNTIL = "leave_until"
    LANGUAGE = "language"
    ZONE = "zone"
    TAGS = "tags"


_HEADINGS: dict[Column, str] = {
    Column.NUMBER: "社員番号 従業員番号 社員コード 従業員コード 社員ID 従業員ID 職員番号 社員No 従業員No "
    "スタッフコード 個人コード "
    "employeeid employeenumber employeeno employeecode staffid staffnumber personnelnumber personnelno workerid",
    Column.NAME: "氏名 名前 社員名 従業員名 社員氏名 従業員氏名 漢字氏名 氏名漢字 name fullname displayname "
    "employeename",
    Column.FAMILY_NAME: "姓 苗字 名字 氏 姓漢字",
    Column.GIVEN_NAME: "名 名漢字",
    Column.FIRST_NAME: "firstname givenname forename",
    Column.LAST_NAME: "lastname familyname surname",
    Column.EMAIL: "メールアドレス メール Eメール Eメールアドレス 電子メール 電子メールアドレス "
    "会社メールアドレス 社用メールアドレス "
    "email emailaddress mail mailaddress workemail workemailaddress",
    Column.TEAM: "部署 所属 部署名 所属部署 所属部署名 所属名 部門 部門名 所属部門 組織 組織名 所属組織 "
    "department departmentname team teamname division organization organisation orgunit organizationalunit",
    Column.TEAM_CODE: "部署コード 所属コード 部門コード 組織コード 所属部署コード departmentcode teamcode "
    "departmentid orgcode",
    Column.MANAGER: "上長 上司 上長社員番号 上司社員番号 上長従業員番号 上司従業員番号 上長コード 上司コード "
    "上長番号 上司番号 "
    "上長メールアドレス 上司メールアドレス 直属上長 直属上司 所属長 所属長社員番号 評価者 "
    "manager managerid manageremployeeid managernumber manageremployeenumber manageremail supervisor supervisorid "
    "reportsto linemanager",
    Column.EMPLOYMENT: "雇用区分 雇用形態 社員区分 従業員区分 雇用形態名 雇用区分名 契約区分 "
    "employmenttype employeetype workertype contracttype employment",
    Column.HIRED: "入社日 入社年月日 採用日 採用年月日 雇用開始日 hiredate hiredon dateofhire startdate "
    "joiningdate dateofjoining",
    Column.LEFT: "退職日 退職年月日 退社日 退社年月日 雇用終了日 離職日 leavingdate leavedate terminationdate "
    "enddate lastday "
    "lastworkingday dateofleaving",
    Column.LEAVE: "休職 休職期間 休業 休業期間 休職日 leaveofabsence leave",
    Column.LEAVE_FROM: "休職開始日 休職開始 休業開始日 休職開始年月日 leavefrom leavestart leavestartdate "
    "leaveofabsencefrom",
    Column.LEAVE_UNTIL: "休職終了日 休職終了 休業終了日 休職終了予定日 休業終了予定日 復職予定日前日 "
    "leaveuntil leaveend leaveenddate "
    "leaveto leaveofabsenceuntil leaveofabsenceto",
    Column.LANGUAGE: "言語 表示言語 使用言語 language preferredlanguage locale lang",
    Column.ZONE: "タイムゾーン 時間帯 timezone tz",
    Column.TAGS: "タグ tag tags",
}

_IN_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_BETWEEN = re.compile(r"[\s_\-‐・:*/.＊※]+")


def plain(heading: str) -> str:
    """Return a heading as it is compared: without case, width, spaces, marks and what stands in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return _BETWEEN.sub("", _IN_BRACKETS.sub("", text)) or _BETWEEN.sub("", text)


_KNOWN = {plain(heading): column for column, headings in _HEADINGS.items() for heading in headings.split()}


def recognise(headings: Sequence[str]) -> list[Column | None]:
    """Return which column each heading means; None for those that are not used."""
    return [_KNOWN.get(plain(heading)) for heading in headings]


def problems_of(headings: Sequence[str], columns: Sequence[Column | None]) -> list[Problem]:
    """Return what keeps a row of headings from being used: no key, or one column twice."""
    found = []
    if not {Column.NUMBER, Column.EMAIL} & set(columns):
        found.append(Problem(Reason.NO_KEY, value=_told(heading for heading in headings if heading)))
    for column in Column:
        same = [heading for heading, meant in zip(headings, columns, strict=True) if meant is column]
        if len(same) > 1:
            found.append(Problem(Reason.TWICE_THE_SAME, value=_told(same)))
    return found


def _told(headings: Iterable[str]) -> tuple[str, ...]:
    return tuple(heading[:_LONGEST_TOLD] for heading in islice(headings, _MOST_TOLD))
