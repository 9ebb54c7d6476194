"""What a statement is found by, and what it is not: the language and the analysis together, without an engine."""

import pytest

from index.query import parse
from tests.index.finding import finds

STATEMENT = """\
The Example Project Warns of Viruses Programmed to Attack Its Mail Servers

In June 2003 a spam gang released a Trojan worm virus codenamed W32.Invented.E. It installs a program (in this case a
file called "bar.exe") that turns each infected machine into a 'zombie', AKA a 'bot', and then attacks the website
www.blocklist.example. The message comes "From" a blocklist.example address 'invoices@blocklist.example'. Users' home
computers took part in a distributed Denial of Service (dDoS) attack on 192.0.2.25, known as CVE 2021 44228.
"""
FOUND = [
    *("W32.Invented.E", "invented", "w32.invented", "invoices@blocklist.example",
        "invoices[at]blocklist[.]example"),
    *("hxxp://www.blocklist[.]example", "blocklist[.]example", "blocklist", "bar.exe", '"bar.exe"',
        "192[.]0[.]2[.]25"),
    *('"distributed Denial of Service"', "zomb*", "virus", "viruses", "attacking", "CVE-2021-44228",
        "cve 2021 44228"),
    *("zombie bot", "zombie OR fizzer", "zombie -fizzer", "(zombie OR x) computer", '"home computers"',
        '"users\' home"'),
    *("DDOS", "z?mbie", '"attacks the website www.blocklist.example"', "title OR worm^3", "-fizzer", "*"),
]  # fmt: skip
NOT_FOUND = [
    *("W32.Invented.Z", "blockli.example", "notblocklist.example", "locklist.example", "192.0.2.2",
        "192.0.2.250", "92.0.2.25"),
    *('"Service Denial of distributed"', "zombie -worm", "-zombie", "fizzer", "foo.exe", "bar.ex",
        "CVE-2021-4422", "zombi.*"),
    *('"zombie worm"', "ip:999.1.1.1", "NOT *", "zombie AND fizzer", "hxxp://www.blocklist[.]example/a",
        "bill@blocklist.example"),
]  # fmt: skip


@pytest.mark.parametrize("typed", FOUND)
def test_a_statement_is_found_by(typed: str) -> None:
    assert finds(parse(typed).node, STATEMENT)


@pytest.mark.parametrize("typed", NOT_FOUND)
def test_a_statement_is_not_found_by(typed: str) -> None:
    assert not finds(parse(typed).node, STATEMENT)
