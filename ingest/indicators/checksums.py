"""The checksums that addresses of cryptocurrencies carry: Base58Check, Bech32, Keccak-256 and Monero's Base58."""

from functools import lru_cache
from hashlib import sha256

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_ENDS = (1, 0x2BC830A3)  # BIP 173 and BIP 350
_BLOCKS = (0, 2, 3, 5, 6, 7, 9, 10, 11)  # characters that Monero writes 0 to 8 bytes in

_LANE = (1 << 64) - 1


def base58check(written: str, alphabet: str = BASE58) -> bytes | None:
    """The bytes before the four of the checksum; None where it does not fit."""
    number = 0
    for sign in written:
        number = number * 58 + alphabet.index(sign)
    zeros = len(written) - len(written.lstrip(alphabet[0]))
    whole = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    data, check = whole[:-4], whole[-4:]
    return data if sha256(sha256(data).digest()).digest()[:4] == check else None


def is_bech32(written: str) -> bool:
    """Whether the checksum of an address such as bc1… fits (BIP 173, BIP 350)."""
    prefix, _, data = written.lower().rpartition("1")
    values = [*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix)]
    values += [_BECH32.index(sign) for sign in data]
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1:
                rest ^= term
    return rest in _BECH32_ENDS


@lru_cache(maxsize=4096)
def is_eip55(digits: str) -> bool:
    """Whether the capitals among 40 hexadecimal digits are those that EIP-55 asks for."""
    digest = keccak256(digits.lower().encode()).hex()
    return all(
        sign.isdigit() or sign.isupper() == (int(nibble, 16) > 7) for sign, nibble in zip(digits, digest, strict=False)
    )


def monero(written: str) -> bytes | None:
    """The bytes of an address before its checksum; None where it does not fit. Blocks of 11 characters hold 8 bytes."""
    whole = b""
    for at in range(0, len(written), 11):
        block, number = written[at : at + 11], 0
        for sign in block:
            number = number * 58 + BASE58.index(sign)
        if len(block) not in _BLOCKS or number >> 8 * _BLOCKS.index(len(block)):
            return None
        whole += number.to_bytes(_BLOCKS.index(len(block)), "big")
    return whole[:-4] if keccak256(whole[:-4])[:4] == whole[-4:] else None


def keccak256(data: bytes) -> bytes:
    """Keccak with 256 bits as it was before FIPS 202 changed the padding: hashlib has only the later one."""
    rate = 136  # bytes
    padded = bytearray(data + bytes(rate - len(data) % rate))
    padded[len(data)] ^= 0x01
    padded[-1] ^= 0x80
    lanes = [0] * 25
    for at in range(0, len(padded), rate):
        for lane in range(rate // 8):
            lanes[lane] ^= int.from_bytes(padded[at + 8 * lane : at + 8 * lane + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(a: list[int]) -> list[int]:
    """Keccak-f[1600] (FIPS 202, 3.2 to 3.4); lane (x, y) is a[x + 5 * y]."""
    constants = 1  # the shift register that round constants are read from
    for _ in range(24):
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        d = [c[x - 1] ^ _turned(c[(x + 1) % 5], 1) for x in range(5)]
        a = [lane ^ d[at % 5] for at, lane in enumerate(a)]
        x, y, moved = 1, 0, a[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            at = x + 5 * y
            moved, a[at] = a[at], _turned(moved, (step + 1) * (step + 2) // 2 % 64)
        a = [a[at] ^ (~a[at - at % 5 + (at + 1) % 5] & a[at - at % 5 + (at + 2) % 5] & _LANE) for at in range(25)]
        for bit in range(7):
            if constants & 1:
                a[0] ^= 1 << (1 << bit) - 1
            constants = constants << 1 ^ (0x171 if constants >> 7 else 0)
    return a


def _turned(lane: int, by: int) -> int:
    return (lane << by | lane >> 64 - by) & _LANE
