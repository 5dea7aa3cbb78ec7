"""What the rules say of shares, proofs, samples and files: pure, for any numbers."""

from types import SimpleNamespace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hoathuan.pay import filing, rules, sampling
from hoathuan.pay.rules import Worker

BOTH = ("successful", "unsuccessful")


@st.composite
def teams(draw):
    sittings = draw(st.lists(st.integers(0, 9), min_size=1, max_size=7))
    return [Worker(number, lead=number == 0, sittings=sat) for number, sat in enumerate(sittings)]


@given(st.integers(-1_000_000, 1_000_000), teams(), st.sampled_from(["equal", "sittings", "lead"]))
def test_shares_close_to_the_dong_in_every_way_of_sharing(amount, workers, sharing):
    shares = rules.split(amount, workers, sharing)
    assert sum(shares.values()) == amount
    assert set(shares) == {worker.mediator_id for worker in workers}
    assert all(part * amount >= 0 for part in shares.values())


@given(st.integers(0, 1_000_000), teams())
def test_equal_shares_differ_by_less_than_the_number_of_mediators(amount, workers):
    shares = list(rules.split(amount, workers, "equal").values())
    assert max(shares) - min(shares) < len(workers) or len(workers) == 1


def test_by_sittings_who_sat_twice_gets_twice():
    workers = [Worker(1, lead=True, sittings=2), Worker(2, sittings=1), Worker(3)]
    assert rules.split(300_000, workers, "sittings") == {1: 200_000, 2: 100_000, 3: 0}


def test_the_default_asks_no_signature_of_the_parties():
    for outcome in BOTH:
        assert rules.unlocked(outcome, {"register", "head"}, rules.DEFAULT_RUNGS).full


def test_a_rule_under_which_only_the_parties_signatures_unlock_pay_is_refused():
    rungs = {"successful": [["register", "agreement"]], "unsuccessful": [["register", "head"]]}
    assert "Các bên không ký" in rules.check_rungs(rungs)
    rungs["successful"].append(["register", "head", "witness"])
    assert rules.check_rungs(rungs) == ""


def test_a_success_with_too_few_proofs_keeps_the_lower_rate_and_is_told_what_helps():
    rungs = {
        "successful": [["head", "agreement"], ["head", "witness", "village"]],
        "unsuccessful": [["head"]],
    }
    found = rules.unlocked("successful", {"register", "head"}, rungs)
    assert (found.outcome, found.full, found.helps) == ("unsuccessful", False, ("agreement",))
    assert rules.unlocked("successful", {"register"}, rungs).outcome == ""


def a_case(number):
    return SimpleNamespace(uuid=UUID(int=number * 7919))


def test_the_sample_is_the_same_for_everybody_and_grows_without_changing():
    cases = [a_case(number) for number in range(400)]
    first = sampling.drawn(cases[:200], "commune", "2026-Q2", 10)
    assert first == sampling.drawn(list(reversed(cases[:200])), "commune", "2026-Q2", 10)[::-1]
    grown = sampling.drawn(cases, "commune", "2026-Q2", 10)
    assert grown[: len(first)] == first
    assert 15 < len(grown) < 70
    assert sampling.drawn(cases, "commune", "2026-Q3", 10) != grown
    assert set(map(id, grown)) <= set(map(id, sampling.drawn(cases, "commune", "2026-Q2", 20)))


def test_at_least_one_dispute_is_asked_after_where_any_should_be():
    assert len(sampling.drawn([a_case(1)], "c", "2026-Q1", 1)) == 1
    assert sampling.drawn([a_case(1)], "c", "2026-Q1", 0) == []


def test_what_one_got_too_much_is_borne_by_that_ones_own_pay_alone():
    assert rules.covers({1: 400_000, 2: 400_000}, {1: -100_000})
    assert not rules.covers({2: 400_000}, {1: -100_000})
    assert not rules.covers({1: 100_000, 2: 400_000}, {1: -50_000, 3: -50_000})
    assert not rules.covers({1: 100_000}, {1: -100_000}), "nothing would be left to pay"
    assert not rules.covers({1: 100_000}, {}), "nobody is known who got it"


def a_row(receiver, amount=400_000):
    payment = SimpleNamespace(reference="HT26X00001", amount=amount)
    return filing.Paid(1, payment, receiver=receiver, holder=receiver, account="123", bank="Ngân hàng Mẫu")


def test_a_payment_file_never_carries_a_formula():
    look = filing.Look(form="csv", encoding="utf-8")
    content, end = filing.written(look, [a_row("=cmd|'/c calc'!A1")])
    assert end == ".csv"
    assert "'=cmd" in content.decode()


def test_a_payment_file_has_the_columns_order_separator_and_total_that_were_asked_for():
    columns = [
        {"title": "MA", "value": "reference"},
        {"title": "TIEN", "value": "amount"},
        {"title": "LOAI", "value": "=VND"},
    ]
    look = filing.Look(columns, "csv", ";", "utf-8", header=True, totals=True)
    content, _end = filing.written(look, [a_row("A"), a_row("B", 300_000)])
    assert content.decode().splitlines() == [
        "MA;TIEN;LOAI", "HT26X00001;400000;VND", "HT26X00001;300000;VND", "Tổng cộng;700000;",
    ]  # fmt: skip


def test_a_layout_without_amount_or_reference_is_refused():
    assert filing.check_columns([{"title": "A", "value": "amount"}])
    assert filing.check_columns([{"title": "A", "value": "nothing"}])
    assert filing.check_columns(filing.Look().columns) == ""


def test_a_column_is_named_in_vietnamese_with_or_without_marks():
    assert [filing.field_named(words) for words in ("Mã chi", " ma chi", "SỐ TIỀN", "amount", "=VND")] == [
        "reference", "reference", "amount", "amount", "=VND",
    ]  # fmt: skip


def test_marks_that_an_old_code_page_lacks_are_dropped_not_lost():
    look = filing.Look(
        [{"title": "TEN", "value": "holder"}, {"title": "T", "value": "amount"}], "csv", encoding="ascii"
    )
    content, _end = filing.written(look, [a_row("Lò Thị Đậu")])
    assert b"Lo Thi Dau" in content
