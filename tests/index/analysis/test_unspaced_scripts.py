"""Indicators stand in texts of scripts without spaces, and no blank parts them from the words around them."""

import pytest

from index.analysis import alternatives
from index.query.nodes import Word
from tests.index.finding import finds, marked

AMONG = [
    ("evil.com", ("访问evil.com下载", "サイトevil[.]comに接続", "เว็บevil.comไซต์", "evil.com에서")),
    ("evil.com", ("连接evil.com。该域名", "域名：evil.com。", "「evil.com」、")),
    ("http://evil.com/a", ("访问hxxp://evil[.]com/a下载", "evil.com/aを", "http://evil.com/a、", "把evil.com/a删除")),
    ("http://evil.com", ("访问http://evil.com下载", "http://evil.com。")),
    ("192.0.2.1", ("连接192.0.2.1的", "地址为192[.]0[.]2[.]1，", "192.0.2.1에서", "アドレス192.0.2.1に")),
    ("192.0.2.1:443", ("连接192.0.2.1:443端口",)),
    ("billing@evil.com", ("发送到billing@evil.com邮箱", "メールbilling[at]evil[.]comへ")),
    ("T1059.001", ("技术T1059.001的",)),
    ("CVE-2021-44228", ("漏洞CVE-2021-44228的", "脆弱性「CVE-2021-44228」")),
    ("foo.exe", ("运行foo.exe", "文件foo.exe的", "foo.exeを実行")),
    (r"C:\Windows\foo.exe", (r"运行C:\Windows\foo.exe文件",)),
    ("W32.Mimail.E", ("病毒W32.Mimail.E的",)),
]  # fmt: skip
CASES = [(typed, text) for typed, texts in AMONG for text in texts]


@pytest.mark.parametrize(("typed", "text"), CASES)
def test_an_indicator_is_found_whole_among_letters_of_a_script_without_spaces(typed: str, text: str) -> None:
    [mark] = marked(typed, text)
    assert len(alternatives(mark)) == 1, "what is marked is the indicator alone"
    assert marked(text, text), "and the whole is found as it stands"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("evil.com", "访问notevil.com下载"),
        ("evil.com", "访问evil.com.br下载"),
        ("192.0.2.1", "连接192.0.2.10的"),
        ("http://evil.com/a", "访问http://evil.com/ab下载"),
        ("evil.com", "访问xevil.com"),
    ],
)
def test_what_is_merely_like_it_is_not_found_there(typed: str, text: str) -> None:
    assert not marked(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("abc日本.example", "xn--abc-v08fl0d.example"),
        ("http://evil.com/文档/a", "hxxp://evil[.]com/%E6%96%87%E6%A1%A3/a"),
        (r"C:\用户abc\foo.exe", r"C:\用户abc\foo.exe"),
    ],
)
def test_names_of_both_scripts_stay_whole(typed: str, text: str) -> None:
    assert finds(Word(typed), text)
    assert finds(Word(text), typed)
