"""Which network addresses may be dialled: public ones, and those an operator has named."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# The tables stand here in full because ipaddress.is_global differs between Python versions and calls multicast,
# NAT64 and 6to4 global. Source: the IANA special-purpose address registries (RFC 6890 and its updates).
_NOT_PUBLIC_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the metadata service of Azure, which no registry lists
        "169.254.0.0/16",  # link-local, and the metadata services of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")  # the only block that is handed out for public use
_NOT_PUBLIC_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, such as Teredo, which can carry a private IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which can carry a private IPv4 address
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether this is an address of the public internet; the same answer on every Python."""
    address = unwrapped(address)
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _GLOBAL_6 and not any(address in network for network in _NOT_PUBLIC_6)


def unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 spelling stands for (mapped, RFC 4291; NAT64, RFC 6052), else the address."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(address.packed[12:])
    return address


@dataclass(frozen=True, slots=True)
class Allowed:
    """The exceptions an operator has named."""

    hosts: frozenset[str]  # any port of these
    endpoints: frozenset[tuple[str, int]]  # only these ports
    networks: tuple[Network, ...]

    def names(self, host: str, port: int) -> bool:
        """Whether the host itself is an exception, wherever it resolves to."""
        host = host.lower().strip("[]")
        return host in self.hosts or (host, port) in self.endpoints

    def holds(self, address: Address) -> bool:
        """Whether the address lies in a network that is an exception."""
        address = unwrapped(address)
        return any(address in network for network in self.networks if network.version == address.version)


def allowed(entries: Iterable[str]) -> Allowed:
    """Read exceptions, each "host", "host:port", "[IPv6]:port", an address or a CIDR block.

    Raises ValueError that names the entry which is none of these.
    """
    hosts, endpoints, networks = set(), set(), []
    for entry in filter(None, (text.strip().lower() for text in entries)):
        if network := _network(entry):
            networks.append(network)
            continue
        host, port = _host_and_port(entry)
        if port is None:
            hosts.add(host)
        else:
            endpoints.add((host, port))
    return Allowed(frozenset(hosts), frozenset(endpoints), tuple(networks))


def _network(entry: str) -> Network | None:
    try:
        return ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None


def _host_and_port(entry: str) -> tuple[str, int | None]:
    host, colon, port = entry.rpartition(":")
    if not colon:
        host, port = entry, ""
    usable = bool(host) and not set(host) & set("/@?# \t") and (not colon or (port.isdecimal() and port.isascii()))
    if not usable or (colon and not 0 < int(port[:6]) < 65_536):
        raise ValueError(f'"{entry}" is not a host, host:port or CIDR block that could be fetched from')
    return host.strip("[]"), int(port) if colon else None


def read_address(text: str) -> Address:
    """The address in a resolver's answer, without its zone; raises ValueError."""
    return ip_address(text.partition("%")[0])
