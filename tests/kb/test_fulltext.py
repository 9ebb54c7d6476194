"""The article's text is taken where it is that of the item and says clearly more; else the feed's stays."""

import pytest

from ingest.html import clean, text
from ingest.types import Draft, Kind
from kb.reports.articles.judge import judge

TITLE = "A worm turns home computers into zombies"
SUMMARY = (
    "Researchers found the Hollowfern worm in four thousand home routers; its operators rent them out to spammers."
)
STORY = [
    "Researchers of an institute found the worm, which they call Hollowfern, in four thousand home routers.",
    "Its operators rent the routers out to spammers, and now it turns the computers behind them into zombies, too.",
    "A router is infected by a guessed password and hides the worm in its flash memory until it is started again.",
    "Owners should set a password of their own and install the newest software that their vendor offers for it.",
    "The list of infected addresses was given to the providers, of whom half had told their customers by Friday.",
]
COOKIES = [
    "We value your privacy. We and our 812 partners use cookies to store and access information on a device.",
    "With your permission we may use precise location data. You may click to consent to the processing described.",
    "Your preferences will apply to this website only. You can change your preferences at any time by returning.",
    "Some processing of your personal data may not require your consent, but you have a right to object to it.",
]
GATE = [
    "Subscribe to continue reading this article. Only four dollars a month for the first year of your subscription.",
    "Already a subscriber? Log in to your account to read this article and everything else we have.",
    "Unlimited access to every article, on all of your devices. Cancel anytime, no questions will be asked by us.",
    "Create a free account to read three articles a month, and get our newsletter on threats every Friday morning.",
]


def page(title: str, *paragraphs: str, kind: Kind = Kind.REPORT) -> Draft:
    html = clean("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), "https://news.example/1")
    return Draft("https://news.example/1", kind, title, html, text(html), url="https://news.example/1")


TAKEN = {
    "the article": page(TITLE, *STORY),
    "with the site's name in its title": page(f"{TITLE} | The News", *STORY),
    "with a subtitle": page(f"{TITLE}: routers of four vendors rented out to spammers", *STORY),
    "with a call to subscribe in between": page(TITLE, *STORY[:2], GATE[0], *STORY[2:]),
    "with its summary on top": page(TITLE, SUMMARY, *STORY),
    "with many links in it": page(TITLE, *(f'<a href="/{n}">Said so</a>: {words}' for n, words in enumerate(STORY))),
}
KEPT = {
    "a cookie wall that keeps the title": (page(TITLE, *COOKIES), "of the feed's words"),
    "a paywall below the summary": (page(TITLE, SUMMARY, *GATE), "hardly any more text"),
    "a login page": (page("Log in to The News", *GATE), "a different title"),
    "an error that answers 200": (page("Page not found", *COOKIES), "a different title"),
    "a page of errors with the item's title": (page(TITLE, "This page does not exist any more. " * 20), "words"),
    "an index page that begins with the item": (page("The News: latest", TITLE, SUMMARY, *STORY), "a different title"),
    "a page of links that bears the title": (
        page(TITLE, *(f'<a href="/{n}">{SUMMARY} {words}</a>' for n, words in enumerate(STORY))),
        "a list of links",
    ),
    "another article": (page("A bank warns of a phishing wave", *COOKIES), "a different title"),
    "no more than the summary": (page(TITLE, SUMMARY), "hardly any more text"),
    "a statement": (page(TITLE, *STORY, kind=Kind.STATEMENT), "a report of its own"),
    "a page without words": (page(TITLE, ""), "of the feed's words"),
}


@pytest.mark.parametrize("case", TAKEN)
@pytest.mark.parametrize("told", [SUMMARY, ""], ids=["summary", "no text"])
def test_an_article_is_taken(case, told):
    verdict = judge(TITLE, told, TAKEN[case])
    assert verdict.taken, verdict.why
    assert f"against {len(told):,} in the feed" in verdict.why


@pytest.mark.parametrize("case", KEPT)
def test_the_text_of_the_feed_is_kept(case):
    article, why = KEPT[case]
    verdict = judge(TITLE, SUMMARY, article)
    assert not verdict.taken
    assert why in verdict.why


@pytest.mark.parametrize("wall", [page(TITLE, *COOKIES), page(TITLE, *GATE)], ids=["cookies", "gate"])
def test_a_wall_is_not_taken_for_an_item_that_has_a_title_alone(wall):
    assert not judge(TITLE, "", wall).taken


def test_an_item_without_a_title_is_judged_by_its_text():
    assert judge(None, SUMMARY, page("Hollowfern", *STORY)).taken
    assert not judge(None, SUMMARY, page("Hollowfern", *COOKIES)).taken


def test_words_are_told_apart_in_scripts_without_spaces():
    title, told = "自宅のルーターを狙うワームが見つかる", "研究者は四千台の家庭用ルーターからワームを発見した。"
    story = [
        f"{told}管理者は直ちにパスワードを変更し、最新のソフトウェアを導入する必要がある。第{n}報。" for n in range(12)
    ]
    assert judge(title, told, page(title, *story)).taken
    other = ["このサイトではクッキーを使用しています。設定を変更するにはこちらをご覧ください。" * 12]
    assert not judge(title, told, page(title, *other)).taken


def test_a_long_text_is_judged_in_linear_time():
    long = page(TITLE, *(STORY * 4_000))
    assert judge(TITLE, SUMMARY, long).taken
    for hostile in ("read " * 400_000, "subscribe " * 200_000, "..." * 600_000):
        judge(TITLE, SUMMARY, page(TITLE, hostile))
