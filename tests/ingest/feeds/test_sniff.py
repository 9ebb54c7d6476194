"""What counts as a feed."""

import codecs
from typing import Any

import pytest

from ingest.feeds import looks_like_feed

RSS = '<rss version="2.0"><channel/></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"/>'
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": []}'


@pytest.mark.parametrize(
    "body",
    [
        RSS,
        ATOM,
        JSON,
        '<?xml version="1.0"?>\n<!-- made <html> by hand -->\n<?xml-stylesheet href="x"?>\n' + RSS,
        "\n\t <!-- " + "long " * 5000 + "-->" + ATOM,
        '<!DOCTYPE rss [<!ENTITY x "<b>">]>' + RSS,
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>',
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>',
        '<entry xmlns="http://www.w3.org/2005/Atom"/>',
        '<a:entry xml:lang="en" xmlns:a="http://www.w3.org/2005/Atom"/>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>',
        '<RDF xmlns="http://my.netscape.com/rdf/simple/0.9/"/>',
        "<RSS VERSION='0.91'/>",
        "<br /><b>Warning</b>: something in line 1<br />\n" + RSS,
        codecs.BOM_UTF8 + RSS.encode(),
        RSS.encode("utf-16"),
        RSS.encode("utf-16-be"),
        ATOM.encode("utf-32"),
        '<?xml version="1.0" encoding="cp037"?>'.encode("cp037") + RSS.encode("cp037"),
        "\ufeff " + JSON,
        JSON.encode("utf-16"),
        '{"items": [' + '{"id": "1"},' * 9000 + '{}], "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}',
    ],
)
@pytest.mark.parametrize("media_type", ["", "text/html", "application/octet-stream"])
def test_a_feed_is_known_whatever_it_is_served_as(capture: Any, body: Any, media_type: str) -> None:
    assert looks_like_feed(capture(body, media_type))


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "<",
        "<!--",
        "<!DOCTYPE html><html><head><title>rss</title></head></html>",
        '<html><link rel="alternate" type="application/rss+xml" href="/feed"></html>',
        "<html><p>Write &lt;rss version=&quot;2.0&quot;&gt;</p></html>",
        '<opml version="2.0"><body/></opml>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><about/></rdf:RDF>',
        "<feedback/>",
        "<entry/>",
        '<entry xmlns="urn:hl7-org:v3"><link href="http://www.w3.org/2005/Atom"/></entry>',
        "# rss\n\nA page about feeds.",
        '{"type": "bundle", "objects": []}',
        '["https://jsonfeed.org/version/1.1"]',
        b"\xff\xfe",
        b"%PDF-1.4",
        b"\0" * 100,
    ],
)
def test_anything_else_is_not(capture: Any, body: Any) -> None:
    assert not looks_like_feed(capture(body, "application/rss+xml"))


def test_a_json_object_is_believed_when_it_is_served_as_a_feed(capture: Any) -> None:
    assert looks_like_feed(capture('{"items": []}', "application/feed+json"))
