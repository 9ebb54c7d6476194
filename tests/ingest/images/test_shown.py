"""Images stand as links with words, and are shown where there is a copy."""

from ingest.html import clean, text
from ingest.images.shown import Shown, image_addresses, with_images

SITE = "https://news.example"
COPY = Shown("/image/ab.webp", 640, 480)


def test_images_are_known_by_address_in_their_order_each_once():
    html = clean(
        '<p><img src="/a.png" alt="pie"><img src="/b?x=1&amp;y=2"><img src="/a.png" alt="again">'
        '<a href="/full.png"><img src="/thumb.png" alt="map"></a><video src="/v.mp4"></video>'
        '<a href="/page">[image of a page]</a><img src="data:image/png;base64,AAAA" alt="inline"></p>',
        SITE,
    )
    assert image_addresses(html) == [f"{SITE}/a.png", f"{SITE}/b?x=1&y=2", f"{SITE}/full.png"]


def test_an_image_of_which_there_is_a_copy_is_shown_in_place_of_its_words_and_links_to_its_origin():
    html = clean(
        '<p>See <img src="/a.png" alt="the &lt;pie&gt; &quot;x&quot;"> and <img src="/b.png" alt="b">.</p>', SITE
    )
    shown = with_images(html, {f"{SITE}/a.png": COPY})
    assert shown == (
        f'<p>See <a href="{SITE}/a.png" rel="noopener nofollow ugc">'
        '<img src="/image/ab.webp" alt="the &lt;pie&gt; &quot;x&quot;" width="640" height="480" loading="lazy"></a>'
        f' and <a href="{SITE}/b.png" rel="noopener nofollow ugc">[image: b]</a>.</p>'
    )
    assert text(shown) == text(html)
    assert with_images(html, {}) == html


def test_cleaning_what_is_shown_gives_back_what_was_kept():
    html = clean('<p><img src="/a.png" alt="a &amp; b"></p>', SITE)
    assert clean(with_images(html, {f"{SITE}/a.png": COPY})) == html


def test_no_words_from_outside_can_leave_the_alternative_text():
    html = clean('<img src="/a.png" alt=\'" onerror="alert(1)\'>', SITE)
    assert ' onerror="' not in with_images(html, {f"{SITE}/a.png": COPY})


def test_many_images_take_linear_time():
    html = clean("".join(f'<img src="/{n}.png" alt="[image: ">' for n in range(30_000)), SITE)
    assert len(image_addresses(html)) == 30_000
    with_images(html, dict.fromkeys(image_addresses(html), COPY))
    image_addresses('<a href="https://x/">[image: ' * 100_000)
