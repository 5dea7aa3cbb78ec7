"""A code read out over the telephone: every single slip of the tongue or pen is noticed."""

import itertools

from hoathuan.documents.checks.codes import ALPHABET, LENGTH, new_code, read_code, spoken


def test_a_code_is_read_however_it_was_typed():
    code = new_code()
    for typed in (spoken(code), code, code.lower(), f" {spoken(code)} ", spoken(code).replace("-", " – ")):
        assert read_code(typed) == code


def test_no_sign_is_one_that_people_take_for_another():
    assert not set("0O1ILB8S5Z2") & set(ALPHABET) - {"2", "5"}
    assert len(set(ALPHABET)) == len(ALPHABET) == 23


def test_every_wrong_sign_is_noticed():
    for code in (new_code() for _ in range(20)):
        for place, sign in itertools.product(range(LENGTH), ALPHABET):
            wrong = code[:place] + sign + code[place + 1 :]
            assert (read_code(wrong) == wrong) is (wrong == code)


def test_every_two_signs_that_changed_places_are_noticed():
    for code in (new_code() for _ in range(50)):
        for one, other in itertools.combinations(range(LENGTH), 2):
            signs = list(code)
            signs[one], signs[other] = signs[other], signs[one]
            swapped = "".join(signs)
            assert swapped == code or read_code(swapped) is None


def test_nonsense_is_no_code():
    for typed in ("", "K7P", new_code() + "2", "0" * LENGTH, "Đ" * LENGTH, "\x00" * LENGTH, "K" * 5_000):
        assert read_code(typed) is None


def test_codes_do_not_follow_one_another():
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert all(len({code[place] for code in codes}) == 23 for place in range(LENGTH))
