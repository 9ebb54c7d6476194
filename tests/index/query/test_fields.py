"""Values of fields have one form, in queries and in documents."""

import pytest

from index.query.fields import indexed_values, indicator_types, is_possible, normal_ref, normal_value


@pytest.mark.parametrize("ref", ["S010", "s010", "S10", "s10", "10", "010", "S0010", " s10 ", "Ｓ０１０"])
def test_a_reference_has_one_form_however_it_is_typed(ref: str) -> None:
    assert normal_ref(ref) == "S010"


@pytest.mark.parametrize(("ref", "form"), [("S01", "S01"), ("S8", "S08"), ("S0100", "S0100"), ("x-1", "X-1"), ("", "")])
def test_other_references_keep_their_number_or_name(ref: str, form: str) -> None:
    assert normal_ref(ref) == form


FORMS = [
    ("tag", "  Zero   Day ", "zero-day"),
    ("tag", '"', ""),
    ("category", "REPORT", "report"),
    ("lang", "pt-BR", "pt-br"),
    ("ref", "s10", "S010"),
    ("ipv4", "192[.]0[.]2[.]1", "192.0.2.1"),
    ("ip", "2001:DB8:0::1", "2001:db8::1"),
    ("ip", "[2001:db8::1]", "2001:db8::1"),
    ("ip", "::ffff:c000:201", "192.0.2.1"),
    ("cidr", "10.9.8.7/8", "10.0.0.0/8"),
    ("cidr", "2001:db8::1/32", "2001:db8::/32"),
    ("domain", "Example.ORG.", "example.org"),
    ("domain", "bücher[.]example", "xn--bcher-kva.example"),
    ("url", "hXXps://User@Example[.]org:8080/A/", "example.org:8080/a"),
    ("url", "example.org", "example.org"),
    ("email", "mailto:Billing[at]Example[.]org", "billing@example.org"),
    ("sha256", "AB" * 32, "ab" * 32),
    ("cve", "cve 2021 44228", "CVE-2021-44228"),
    ("cve", "2021-44228", "CVE-2021-44228"),
    ("attack", "t1566.001", "T1566.001"),
    ("asn", "as64496", "AS64496"),
    ("file", r"C:\Users\x\Invoice.EXE", "invoice.exe"),
    ("file", "file:///tmp/x.sh", "x.sh"),
    ("registry", r"HKEY_LOCAL_MACHINE\\Software\\A\\", r"hklm\software\a"),
    ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1a1zp1ep5qgefi2dmptftl5slmv7divfna"),
    ("malware", " Agent  Tesla ", "agent tesla"),
]


@pytest.mark.parametrize(("field", "value", "form"), FORMS)
def test_a_value_has_one_form(field: str, value: str, form: str) -> None:
    assert normal_value(field, value) == form
    assert normal_value(field, form) == form


def test_a_document_is_found_by_what_its_value_belongs_to() -> None:
    assert indexed_values("lang", "pt-BR") == ("pt-br", "pt")
    assert indexed_values("attack", "t1566.001") == ("T1566.001", "T1566")
    assert indexed_values("tag", "Worm") == ("worm",)
    assert indexed_values("tag", " ") == ()


def test_a_field_names_the_types_of_indicator_it_searches() -> None:
    assert indicator_types("hash") == ("md5", "sha1", "sha256", "sha512")
    assert indicator_types("md5") == ("md5",)
    assert indicator_types("wallet")[0] == "bitcoin"


@pytest.mark.parametrize(
    ("field", "value"), [("ip", "999.1.1.1"), ("ip", "x"), ("cve", "CVE-1"), ("hash", "abc"), ("tag", "")]
)
def test_an_impossible_value_is_known_as_such(field: str, value: str) -> None:
    assert not is_possible(field, value)
