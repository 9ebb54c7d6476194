"""A report full of scripts, as somebody who means harm would send it."""

from pathlib import Path

from kb import pipeline
from kb.archive import Archive

RUN = "window.__ran=(window.__ran||0)+1;alert(1)"
BODY = "\n".join(
    [
        f"<script>{RUN}</script>",
        f"<img src=x onerror='{RUN}'>",
        f"<svg onload='{RUN}'><script>{RUN}</script></svg>",
        f"<a href='javascript:{RUN}' id='bait'>a link to click</a>",
        f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        f"<object data='data:text/html,<script>{RUN}</script>'></object>",
        f"<form action='javascript:{RUN}'><button>a button to press</button></form>",
        f"<details open ontoggle='{RUN}'><summary>more</summary></details>",
        f"<math><mtext><table><mglyph><style><img src=x onerror='{RUN}'></style></mglyph></table></mtext></math>",
        "<style>body{display:none}@import url(https://third.example/x.css)</style>",
        "<img src='https://third.example/pixel.gif' alt='a pixel'>",
        "<link rel=stylesheet href='https://third.example/x.css'><base href='https://third.example/'>",
        f"<video><source onerror='{RUN}'></video><audio src=x onerror='{RUN}'></audio>",
        f"<body onload='{RUN}' onpageshow='{RUN}'>",
        "<meta http-equiv=refresh content='0;url=https://third.example/'>",
        f"{{{{ '{RUN}' }}}} {{% raw %}}",
    ]
)
PAGE = f"""<html lang="en"><head>
<title>Payloads &lt;script&gt;{RUN}&lt;/script&gt; "onload={RUN}</title>
<meta name="author" content="&lt;img src=x onerror={RUN}&gt;">
<meta property="article:published_time" content="2021-05-06T00:00:00Z">
<meta property="article:tag" content="&quot;&gt;&lt;script&gt;{RUN}&lt;/script&gt;">
</head><body><article><h1>Payloads &lt;script&gt;{RUN}&lt;/script&gt;</h1>
<p>{"This report is written to do harm to those who read it. " * 8}</p>
{BODY}
<p>{"The last words stand here so that the text is long enough to be read. " * 8}</p>
</article></body></html>"""


def take_in_payloads(archive: Archive, folder: Path) -> None:
    file = folder / "payloads.html"
    file.write_text(PAGE, encoding="utf-8")
    entries = pipeline.take_in_file(archive, file)
    assert [entry.decision.why for entry in entries] == [None]
    archive.indexer.drain()
