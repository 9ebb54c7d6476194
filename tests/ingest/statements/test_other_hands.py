"""Statements that other hands have set: old markup, pages converted to Markdown, titles and tables in odd places."""

from datetime import UTC, datetime

from tests.ingest.statements.reading import draft
from tests.legacy_page import INVENTED, legacy_html

OLD_MARKUP = """<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<TITLE>Nightjar : \x93Clean\x94 host | R&amp;D: part 2</TITLE></HEAD><BODY>
<TABLE><TR><TD><A HREF=/>Nightjar</A> | <A HREF=/faq>FAQ</A></TABLE>
<TABLE><TR><TD>Statement<BR><BR><B>Category:</B> Legal<BR><B>Updated:</B> 3 March 2019<BR><B>Statement Ref:</B> S027<BR>
<TABLE><TR><TD><B>Need Help?</B><TR><TD>Are you listed?<BR>Use the <A HREF=/lookup>Form</A></TABLE>
<TABLE><TR><TD><B>Related Documents</B></TD>
<TR><TD><A HREF=/d/1>How listings end</A><BR><A HREF=/d/2>Acceptable &quot;Use&quot;</A></TABLE>
<TD><FONT SIZE=+1><B>\x93Clean\x94 host | R&amp;D: part 2</B></FONT><BR><BR>
<FONT SIZE=2>On 12 January 2019 they wrote \x96 again.<BR><BR>
They kept these customers, of which we have told them often enough:<BR><BR>
<TABLE BORDER=1><TR><TH>Customer<TH>Range<TR><TD>Gull &amp; Co<TD>192.0.2.0/25</TABLE><BR>
We wait.<BR>Then we list.</FONT>
<TR><TD COLSPAN=2><HR><B>Statements Index</B><BR><BR><A HREF=/s/1>First</A><BR>
<A HREF=/s/27>\x93Clean\x94 host | R&amp;D: part 2</A><BR><BR>
\xa9 2005-2019 Nightjar Foundation. All rights reserved.</TABLE></BODY></HTML>"""


def test_old_markup_in_capitals_without_end_tags_is_read() -> None:
    read = draft(OLD_MARKUP.encode("latin-1"), "text/html")
    assert (read.title, read.number, read.category) == ("“Clean” host | R&D: part 2", 27, "Legal")
    assert read.updated == datetime(2019, 3, 3, tzinfo=UTC)
    assert read.body_text == (
        "On 12 January 2019 they wrote – again.\n\nThey kept these customers, of which we have told them often enough:"
        "\n\nCustomer | Range\nGull & Co | 192.0.2.0/25\n\nWe wait.\nThen we list."
    )
    assert [link.title for link in read.associated] == ["How listings end", 'Acceptable "Use"']
    assert [link.title for link in read.index] == ["First", "“Clean” host | R&D: part 2"]
    assert read.rights is not None
    assert read.rights.holder == "Nightjar Foundation"


MARKDOWN = """| [Heron](/) | [Lookup](/l) |
|---|---|
| **Statement** |  |
| **Category:** | Position |
| **Updated:** | 2017-08-01 |
| **Statement Ref:** | S09 |

# Heron's position on port 25 & "open" relays

Mail servers that relay for anyone are listed.

| Port | Meaning |
|---|---|
| 25 | mail |

## Statements Index

* [Heron's position on port 25 & "open" relays](https://heron.example/statement/9)
* [Another one](https://heron.example/statement/2)
"""


def test_a_page_converted_to_markdown_is_read() -> None:
    read = draft(MARKDOWN)
    assert (read.title, read.ref) == ('Heron\'s position on port 25 & "open" relays', "S09")
    assert (read.category, read.updated) == ("Position", datetime(2017, 8, 1, tzinfo=UTC))
    assert read.body_text == "Mail servers that relay for anyone are listed.\n\nPort | Meaning\n25 | mail"
    assert [link.url for link in read.index] == [
        "https://heron.example/statement/9",
        "https://heron.example/statement/2",
    ]


def test_the_title_may_stand_below_the_labels() -> None:
    page = (
        "<title>Case closed: Gull v. Kite</title><table><tr><th>Category:<th>Updated:<th>Statement Ref:"
        "<tr><td>Court Case<td>April 1st, 2011<td>S012</table>"
        "<h1>Case closed: Gull v. Kite</h1><p>The court dismissed it.</p>"
    )
    read = draft(page, "text/html")
    assert (read.title, read.category, read.number) == ("Case closed: Gull v. Kite", "Court Case", 12)
    assert read.body_text == "The court dismissed it."


def test_a_table_of_one_cell_around_the_text_is_layout_and_one_of_several_is_a_table() -> None:
    around = legacy_html(INVENTED).decode("iso-8859-1")
    first, last = INVENTED.body[0][:30], INVENTED.body[-1][-30:]
    page = around.replace(first, f"<table><tr><td>{first}", 1).replace(last, f"{last}</td></tr></table>", 1)
    assert "<td>" not in draft(page.encode("iso-8859-1"), "text/html").body_html
    cells = f"<table><tr><td>one</td><td>two</td></tr></table>{first}"
    assert "<td>two</td>" in draft(around.replace(first, cells, 1).encode("iso-8859-1"), "text/html").body_html
