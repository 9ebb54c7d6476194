"""What a report warns of, and what it only mentions."""

import pytest

from ingest.indicators import find
from ingest.types import Role

PAGE = "https://blog.publisher.co.uk/2024/a-worm"
WARNED = [
    "evil-host.com answers", "evil-host[.]com", "hxxp://evil-host.com/x", "185.220.101.7", "run payload.exe",
    "evil@evil-host.com", "It attacked us from evil-host.com", "the targeted malware calls evil-host.com",
    "attack on www[.]evil-host[.]com", "10.0.0[.]5", "References\nhxxp://evil-host[.]com", "write to evil@gmail.com",
    "publisher.co.uk.evil-host.com", "hxxps://linked-host.org/x", "hxxps://raw.githubusercontent[.]com/evil/x",
    "REFERENCE:\n\n- a post\n\nNETWORK TRAFFIC:\n\n- evil-host.com",
    "# Sources\n\na post\n\n## Hosts\n\nevil-host.com",
]  # fmt: skip
MENTIONED = [
    "10.1.2.3", "192.168.0.0/16", "192.0.2.7", "198.51.100.9", "2001:db8::5", "fd00::1", "169.254.1.1",
    "www.example.com", "victim.example", "blog.publisher.co.uk", "https://www.publisher.co.uk/about",
    "press@publisher.co.uk", "github.com", "https://attack.mitre.org/techniques/T1566/", "abuse@some-host.net",
    "the attacks on www.victim-host.org", "against our servers at victim-host.org", "customers of victim-host.org",
    "impersonating the website victim-host.org", "see also https://some-host.org/report", "cmd.exe",
    "References\n\n[1] https://some-host.org/report", "References:\nSmith, J.\n\nDoe, J.: A worm.\nsome-host.org",
    "linked-host.org", "https://linked-host.org/page", "# Reference: https://some-host.org/report",
    "# Copyright (c) 2014-2021 Some Body (https://some-host.org/)", "mail.fr",
    "原文链接: https://some-host.org/report", "参考资料\n\nhttps://some-host.org/report", "Quelle: some-host.org",
]  # fmt: skip
LINKS = '<a href="https://linked-host.org/page/">x</a><a>y</a><a href="javascript:x">z</a>'


def roles(text: str) -> dict[str, Role]:
    return {one.value: one.role for one in find(text, LINKS, PAGE) if one.type != "attack"}


@pytest.mark.parametrize("text", WARNED)
def test_what_a_report_warns_of_is_an_indicator(text: str) -> None:
    assert next(iter(roles(text).values())) is Role.INDICATOR


@pytest.mark.parametrize("text", MENTIONED)
def test_what_is_nothing_to_warn_of_is_mentioned(text: str) -> None:
    assert set(roles(text).values()) == {Role.MENTIONED}


def test_the_host_of_a_defanged_link_is_defanged() -> None:
    found = roles("hxxp://linked-host.org/x and hxxp://10.1.2.3/x and http://10.1.2.4/x")
    assert found["linked-host.org"] is found["10.1.2.3"] is Role.INDICATOR
    assert found["10.1.2.4"] is Role.MENTIONED


def test_the_host_of_a_defanged_link_is_none_where_anybody_may_have_a_page() -> None:
    found = roles("hxxps://raw.githubusercontent[.]com/evil/x and evil[at]gmail[.]com and evil[.]com")
    assert found["raw.githubusercontent.com"] is found["gmail.com"] is Role.MENTIONED
    assert found["https://raw.githubusercontent.com/evil/x"] is found["evil@gmail.com"] is Role.INDICATOR
    assert found["evil.com"] is Role.INDICATOR


def test_one_defanged_place_is_enough_and_so_is_one_that_says_who_is_meant() -> None:
    assert roles("attack on bad-host.com\n\nbad-host[.]com") == {"bad-host.com": Role.INDICATOR}
    assert roles("good-host.com was down after attacks on good-host.com") == {"good-host.com": Role.MENTIONED}
