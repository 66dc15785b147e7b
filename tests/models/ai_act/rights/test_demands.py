"""What a person can demand: the less the human counts, the more the law of 2018 gives."""

import pytest

from migrationbook.models.ai_act.rights import demands
from migrationbook.models.ai_act.rights.demands import WEIGHTS, Answer


def sure(weight, system="learned", time="now", decider="authority"):
    return demands.count(weight, system, time, decider, Answer.YES)


def test_an_officer_who_weighs_takes_rights_away_until_the_act_gives_others():
    assert [sure(weight) for weight in WEIGHTS] == [5, 3, 3]
    assert [sure(weight, time="later") for weight in WEIGHTS] == [6, 5, 5]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("time", ["now", "later"])
def test_fixed_rules_are_under_the_gdpr_and_outside_the_act(weight, time):
    found = demands.answers(weight, "rules", time, "authority")
    assert found["told"] is found["explained"] is Answer.NO
    assert found["logic"] is demands.answers(weight, "learned", time, "authority")["logic"]


def test_later_no_right_of_today_is_lost():
    for weight in WEIGHTS:
        for system in ("learned", "rules"):
            now, later = (demands.answers(weight, system, time, "authority") for time in ("now", "later"))
            assert all(later[demand] is Answer.YES for demand, answer in now.items() if answer is Answer.YES)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("system", ["learned", "rules"])
@pytest.mark.parametrize("time", ["now", "later"])
@pytest.mark.parametrize("decider", ["authority", "iom"])
def test_nobody_can_look_into_the_register(weight, system, time, decider):
    found = demands.answers(weight, system, time, decider)
    assert list(found) == list(demands.DEMANDS)
    assert found["register"] is Answer.NO


def test_the_iom_abroad_answers_by_its_own_rules_only():
    assert set(demands.answers("alone", "learned", "later", "iom").values()) == {Answer.OWN, Answer.NO}
