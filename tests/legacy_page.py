"""Statement pages in the shape of the old sites: nested tables, font tags, spacer images, no ids; for tests."""

import re
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class Statement:
    """What such a page carries. Body blocks are plain paragraphs, or HTML where they begin with "<"."""

    title: str
    category: str
    updated: str
    ref: str
    url: str
    body: tuple[str, ...]
    associated: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    holder: str = "The Example List Project Ltd"
    credit: str = "The Example List Project"
    years: str = "2001-2024"
    top_bar: str = "Listing Removal Desk"
    menu: tuple[str, ...] = ("Contacts", "Official Statements", "FAQs", "News Blog")
    help_heading: str = "Blocklist Help"
    help_words: str = "Blocked? To check, get info and resolve listings go to"
    headings: tuple[str, str] = ("Associated Documents", "Statements Index")
    labels: tuple[str, str, str] = field(default=("Category", "Updated", "Statement Ref"))

    @property
    def notice(self) -> str:
        return (
            f'Copyright © {self.years[-4:]} {self.holder}. Reproduction from "{self.title}" is permitted provided you '
            f'quote the source as "{self.credit}" and provide a link to the source url: {self.url}'
        )

    @property
    def site_copyright(self) -> str:
        return f"© {self.years} {self.holder}. All rights reserved."


INVENTED = Statement(
    title='Carrier & "Friends" rent out hijacked routers: the Quillfeather case',
    category="Report",
    updated="2023-02-14",
    ref="S021",
    url="https://lists.example.org/organization/statement/21/carrier-friends-rent-out-hijacked-routers-the-quillfeather-case",
    body=(
        "In May 2019 we warned hosting firms that a carrier let routers be hijacked at the rate of 40 a day – each of "
        "them a relay for junk mail. The update is called W32.Quill.A and it opens port 8081.",
        "On June 3rd 2019 a second wave, W32.Quill.B, reached 192.0.2.44 and its neighbours. Mail claimed to come from "
        "'accounts@lists.example.org'. Category: nobody's fault, said the carrier; Copyright © 2019 said its page.",
        "What to do",
        "Close the port, rename admin.exe & tell your users. Up to 60% of all relays were gone on 10 July 2019.",
    ),
    associated=("How Lists Work", "Legal Questions", "Glossary"),
    index=(
        "Debunking myths about lists",
        'Carrier & "Friends" rent out hijacked routers: the Quillfeather case',
        "Copycat list uncovered: Second Sky (bad.sky.example)",
        "Case Answer: Vendor360 vs. The Example List Project",
    ),
)


def from_seed(text: str) -> Statement:
    """The seed statement's parts, taken out of its rendered text by where they stand there."""
    lines = text.replace("\xa0", " ").split("\n")
    value = {line.partition(": ")[0]: line.partition(": ")[2] for line in lines[:9]}
    at = lines.index("Associated Documents")
    end = lines.index("Statements Index")
    notice = next(line for line in lines if line.startswith("Copyright"))
    quoted = re.findall('"([^"]+)"', notice)
    return Statement(
        title=quoted[0],
        category=value["Category"],
        updated=value["Updated"],
        ref=value["Statement Ref"],
        url=notice.rpartition(" ")[2],
        body=tuple(line for line in lines[at + 5 : end] if line),
        associated=tuple(lines[at + 2 : at + 5]),
        index=tuple(line for line in lines[end + 1 : lines.index(notice)] if line),
        holder=notice.removeprefix("Copyright © 2022 ").partition(". ")[0],
        credit=quoted[1],
        years="1998-2022",
        top_bar=lines[0],
    )


def legacy_text(page: Statement) -> str:
    """The page as its rendered text: site chrome glued to the title, the body right below the last document."""
    head = [
        page.top_bar,
        " \xa0|\xa0 ".join(page.menu) + " \xa0 \xa0",
        f"Bookmark and Share {page.title}",
        "Statement",
        "",
    ]
    values = (page.category, page.updated, page.ref)
    labels = [f"{label}: {value}" for label, value in zip(page.labels, values, strict=True)]
    sidebar = ["", page.help_heading, "", page.help_words, page.top_bar, "", page.headings[0], "", *page.associated]
    body = "\n\n".join(page.body).split("\n")
    index = ["", "", page.headings[1], *(line for title in page.index for line in ("", title)), "", ""]
    return "\n".join(
        [*head, *labels, *sidebar, *body, *index, page.notice, page.site_copyright, "Legal \xa0|\xa0 Privacy"]
    )


def legacy_html(
    page: Statement, *, charset: str = "iso-8859-1", labels_in: str = "lines", sidebar: str = "left"
) -> bytes:
    """The page as such a site served it. labels_in: "lines", "cells" (each in its own) or "fonts" (bold, nested);
    sidebar: "left" or "right" of the body."""
    side = f'<td valign="top" width="168">{_sidebar(page, labels_in)}</td>'
    main = f'<td colspan="2" valign="top" width="732">{_body(page)}</td>'
    columns = side + main if sidebar == "left" else main + side
    html = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <meta http-equiv="Content-Type" content="text/html; charset={charset}"/>
  <title>{escape(page.credit)} - {escape(page.title)}</title>
  <link rel="stylesheet" href="/styles/sh.css" type="text/css"/>
 </head>
 <body><div align="center"><br/>
  <!--header start-->{_header(page)}<!--header end-->
  <table width="960" border="0" cellspacing="20" cellpadding="0">
   <tr><td valign="top" width="168"></td><td valign="top" width="544"><a href="/share"><img src="/images/share.gif"
    alt="Bookmark and Share" height="16" width="125" border="0"/></a>
    <span class="title">{escape(page.title)}</span></td><td width="168"></td></tr>
   <tr>{columns}</tr>
   <tr><td colspan="3"><hr noshade="noshade"/>{_index(page)}<br/><br/>
    <span class="smallgrey">{_linked(page.notice, page.url)}</span></td></tr>
  </table>
  <!--footer start-->{_footer(page)}<!--footer end-->
 </div></body>
</html>"""
    return html.encode(charset, "xmlcharrefreplace")


def _header(page: Statement) -> str:
    menu = " &nbsp;|&nbsp; ".join(
        f'<a class="topmenu" href="/{at}/">{escape(item)}</a>' for at, item in enumerate(page.menu)
    )
    return f"""<table width="960" border="0" cellspacing="20" cellpadding="0"><tr><td valign="top">
 <table width="920" border="0" cellspacing="0" cellpadding="0"><tr><td>
  <table width="920"><tr><td valign="top" width="460"><img src="/images/logo1.jpg" alt="" height="32" width="260"
   border="0"/></td><td><div align="right"><img src="/images/logo2.jpg" alt="" height="32" width="260"/></div></td></tr>
  </table></td></tr><tr><td bgcolor="#ffcc00"><table width="920"><tr><td width="320"><span class="topmenu">&nbsp;&nbsp;
   <span class="title"><a class="topmenu" href="/lookup/">{escape(page.top_bar)}</a></span></span></td>
   <td width="600"><div align="right"><span class="topmenu">{menu} &nbsp;&nbsp; </span></div></td></tr></table>
  </td></tr><tr><td><img src="/images/shad02.gif" alt="" width="920" height="15" border="0"/></td></tr></table>
 </td></tr></table>"""


def _labels(page: Statement, labels_in: str) -> str:
    pairs = list(zip(page.labels, (page.category, page.updated, page.ref), strict=True))
    if labels_in == "cells":
        cells = "".join(f"<tr><td>{label}:</td><td><b>{escape(value)}</b></td></tr>" for label, value in pairs)
        return f'<table border="0">{cells}</table>'
    shape = "<font size='1'><b><font>{}</font></b>: {}</font><br/>" if labels_in == "fonts" else "{}: {}<br/>"
    return '<span class="body">' + "".join(shape.format(label, escape(value)) for label, value in pairs) + "</span>"


def _boxed(heading: str) -> str:
    return f"""<table width="168" border="0" cellspacing="0" cellpadding="3"><tr><td height="24" bgcolor="#ffcc00">
 <span class="body"><b>{escape(heading)}</b></span></td></tr></table>
 <span class="body"><img src="/images/shad02.gif" alt="" width="168" height="15" border="0"/><br/></span>"""


def _list(titles: tuple[str, ...]) -> str:
    pointer = '<img src="/images/pointer.gif" alt="" height="10" width="10" border="0"/>'
    return "".join(
        f'{pointer}<a class="listmenu" href="{escape(path_of(title))}">{escape(title)}</a><br/>\n' for title in titles
    )


def path_of(title: str) -> str:
    """Where the list links of the page lead."""
    return "/organization/" + re.sub("[^a-z0-9.]+", "-", title.lower()).strip("-")


def _sidebar(page: Statement, labels_in: str) -> str:
    help_box = (
        f"""{_boxed(page.help_heading)}<span class="body">{escape(page.help_words)}<br/>
 <a class="body" href="/lookup/">{escape(page.top_bar)}</a></span><br/><br/>"""
        if page.help_words
        else ""
    )
    documents = (
        _boxed(page.headings[0]) + f'<span class="body">{_list(page.associated)}</span>' if page.associated else ""
    )
    return f'<span class="body">Statement</span><br/><br/>{_labels(page, labels_in)}<br/>{help_box}{documents}'


def _body(page: Statement) -> str:
    blocks = (block if block.startswith("<") else f"{escape(block)}<br/>\n<br/>\n" for block in page.body)
    return f'<font size="2" face="Verdana,Ariel"><span class="body">{"".join(blocks)}</span></font>'


def _index(page: Statement) -> str:
    return f"{_boxed(page.headings[1])}<span class='body'>{_list(page.index)}</span>" if page.index else ""


def _linked(notice: str, url: str) -> str:
    return escape(notice).replace(escape(url), f'<a href="{escape(url)}">{escape(url)}</a>')


def _footer(page: Statement) -> str:
    return f"""<table width="960" border="0" cellspacing="20" cellpadding="0"><tr><td valign="top">
 <table width="920" border="0"><tr><td height="20" width="460"><span class="smallgrey"><a class="smallgrey"
  href="/notices/#copyright">{escape(page.site_copyright)}</a></span></td>
  <td><div align="right"><a class="smallgrey" href="/notices/">Legal</a> &nbsp;|&nbsp; <a href="/privacy/">Privacy</a>
 </div></td></tr></table></td></tr></table>"""
