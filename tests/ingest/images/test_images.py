"""Whatever comes as an image is shown as a plain picture of bounded size, or not at all."""

import io

import pytest
from PIL import Image

from ingest.images.read import Picture, Unreadable, read
from tests.ingest.images.making import animated, claiming, image, noisy

GOOD = {
    "PNG": image("PNG"),
    "PNG, clear": image("PNG", "RGBA"),
    "PNG, black and white": image("PNG", "1"),
    "PNG, grey and clear": image("PNG", "LA"),
    "PNG, sixteen bits": image("PNG", "I;16"),
    "PNG, palette": image("PNG", "P"),
    "JPEG": image("JPEG"),
    "JPEG, grey": image("JPEG", "L"),
    "JPEG, for print": image("JPEG", "CMYK"),
    "GIF": image("GIF", "P"),
    "WebP": image("WEBP"),
}
BAD = {
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a PNG, JPEG, GIF or WebP"),
    "a page": (b"<!doctype html><title>Not found</title>", "not a PNG, JPEG, GIF or WebP"),
    "nothing": (b"", "not a PNG, JPEG, GIF or WebP"),
    "TIFF": (image("TIFF"), "not a PNG, JPEG, GIF or WebP"),
    "BMP": (image("BMP"), "not a PNG, JPEG, GIF or WebP"),
    "PostScript": (image("EPS"), "not a PNG, JPEG, GIF or WebP"),
    "a file that claims a large size": (claiming(30_000, 2_000), "40 million pixels"),
    "a file that claims an enormous size": (claiming(60_000, 60_000), "40 million pixels"),
    "a file that claims a size it has not": (claiming(6_000, 6_000), "damaged"),
    "a file that ends early": (noisy((300, 300), "JPEG")[:3_000], "damaged"),
    "a pixel that counts readers": (image("GIF", "P", (1, 1)), "too small"),
    "a bullet": (image("PNG", size=(16, 16)), "too small"),
}


def opened(picture: Picture) -> Image.Image:
    shown = Image.open(io.BytesIO(picture.body))
    assert (shown.format, shown.size) == ("WEBP", (picture.width, picture.height))
    return shown


@pytest.mark.parametrize("case", GOOD)
def test_every_raster_format_is_written_anew(case):
    picture = read(GOOD[case])
    assert opened(picture).size == (120, 80)


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_picture_to_show_is_refused_with_a_reason(case):
    body, why = BAD[case]
    with pytest.raises(Unreadable, match=why):
        read(body)


def test_no_metadata_comes_along():
    exif = Image.Exif()
    exif[0x010F] = "Spy camera of 51.5N 0.1W"
    picture = read(image("JPEG", exif=exif, comment=b"a secret"))
    shown = opened(picture)
    assert not shown.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & shown.info.keys()
    assert b"secret" not in picture.body
    assert b"Spy" not in picture.body


def test_a_picture_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    assert opened(read(image("JPEG", exif=exif))).size == (80, 120)


def test_of_an_animated_one_the_first_picture_is_shown():
    shown = opened(read(animated()))
    assert getattr(shown, "n_frames", 1) == 1
    red, _, blue = shown.convert("RGB").getpixel((60, 40))  # type: ignore[misc]
    assert red > 200 > 100 > blue


@pytest.mark.parametrize(("size", "fitted"), [((3_200, 2_000), (1_600, 1_000)), ((1_000, 16_000), (707, 11_313))])
def test_a_large_picture_is_made_as_small_as_it_is_shown(size, fitted):
    assert opened(read(image("PNG", "L", size))).size == fitted


def test_a_picture_that_takes_much_room_is_packed_with_loss():
    assert len(read(noisy((900, 900), "PNG")).body) < 1_000_000


def test_decoding_is_stopped_when_it_takes_too_long():
    with pytest.raises(Unreadable, match="cut short"):
        read(GOOD["PNG"], seconds=0.0)
