"""A small organisation: Sales with East below it, and Factory beside it."""

from dataclasses import dataclass

import pytest

from tests.factories.maker import Maker
from training.models import AssignmentStatus, Campaign, Release, Role, Team, User


@dataclass
class World:
    """Mori manages Sales: Aoki in it is late, Baba in East below is done. Chiba in Factory is not Mori's."""

    sales: Team
    east: Team
    factory: Team
    mori: User
    aoki: User
    baba: User
    chiba: User
    auditor: User
    release: Release
    spring: Campaign
    autumn: Campaign
    factory_only: Campaign


@pytest.fixture
def world(make: Maker) -> World:
    company = make.team("本社", name_en="Company")
    sales, factory = make.team("営業部", company, "Sales"), make.team("工場", company, "Factory")
    east = make.team("東営業課", sales, "East")
    release = make.release()
    made = World(
        sales=sales,
        east=east,
        factory=factory,
        mori=make.person("森 一郎", team=sales, manages=sales),
        aoki=make.person("青木 花子", team=sales),
        baba=make.person("馬場 次郎", team=east),
        chiba=make.person("千葉 三郎", team=factory),
        auditor=make.person("江藤 監査", roles=[Role.AUDITOR]),
        release=release,
        spring=make.campaign(release, name="春の研修", due_in_days=14),
        autumn=make.campaign(release, name="秋の研修", due_in_days=-3),
        factory_only=make.campaign(release, name="工場の研修", due_in_days=7),
    )
    make.assignment(made.mori, campaign=made.autumn)
    make.assignment(made.aoki, campaign=made.autumn, status=AssignmentStatus.FAILED)
    make.assignment(made.aoki, campaign=made.spring, status=AssignmentStatus.IN_PROGRESS)
    make.assignment(made.baba, campaign=made.autumn, status=AssignmentStatus.PASSED)
    make.assignment(made.baba, campaign=made.spring, status=AssignmentStatus.EXEMPT)
    make.assignment(made.chiba, campaign=made.autumn)
    make.assignment(made.chiba, campaign=made.factory_only)
    return made
