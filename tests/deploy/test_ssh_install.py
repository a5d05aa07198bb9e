"""Who runs a host gets an answer, not a half-made account: keys of every form, odd options, an installation anew."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.host import ANNA, BEN, KIOSK, ROOT, Host
from tests.needs import needs

pytestmark = [
    needs("sshd", "ssh", "ssh-keygen", "unshare"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]
NAME = "ouder12"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host"))
    try:
        host.install()
        yield host
    finally:
        host.stop()


def run(host: Host, script: str, *words: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    done = host.run(str(ROOT / "deploy/ssh" / script), *words, check=False)
    return done.returncode, done.stdout + done.stderr


def state(host: Host) -> list[str]:
    """All that an account or an installation leaves on a host."""
    found = host.run(
        "sh", "-c",
        "getent passwd; getent group; cd /; find etc/gespreksklaar etc/ssh/sshd_config.d etc/systemd/system home"
        " usr/local/lib/gespreksklaar -not -name '*.installed' | sort",
    )  # fmt: skip
    return found.stdout.splitlines()


def key(folder: Path, kind: str, bits: str = "") -> str:
    """A public key of this kind, with somebody's name as its comment."""
    file = folder / f"{kind}{bits}"
    size = ["-b", bits] if bits else []
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-C", "Mieke", "-f", str(file)], check=True)
    return file.with_suffix(".pub").read_text()


ODD = {
    "nothing": ("", "no public key"),
    "a rubbish line after a good one": ("{good}x y z\n", "line 2: no public key"),
    "options before it": ('command="id" {good}', "line 1: no public key"),
    "cut short": ("{good:.60}\n", "line 1: no public key"),
    "RSA that is too small": ("{rsa1024}", "1024 bits is too weak"),
    "DSA": ("{dsa}", "sshd takes no ssh-dss"),
    "PuTTY's public form": ("{rfc4716}", "ssh-keygen -i -f /root/parent.pub"),
    "PuTTY's private form": ("PuTTY-User-Key-File-3: ssh-ed25519\n", "puttygen /root/parent.pub -O public-openssh"),
    "OpenSSL's form": ("-----BEGIN PUBLIC KEY-----\nMIIB\n", "ssh-keygen -i -m PKCS8"),
    "the private half": ("{private}", "the private half, which the parent keeps"),
}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("keys")
    good = key(folder, "ed25519")
    made = {"good": good, "rsa1024": key(folder, "rsa", "1024"), "private": (folder / "ed25519").read_text()}
    made["dsa"] = key(folder, "dsa") if "ssh-dss" in _kinds() else ""
    export = ["ssh-keygen", "-e", "-f", str(folder / "ed25519.pub")]
    made["rfc4716"] = subprocess.run(export, capture_output=True, text=True, check=True).stdout
    return made


def _kinds() -> str:
    return subprocess.run(["ssh", "-Q", "key"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", ODD)
def test_a_key_that_sshd_should_not_take_is_refused_and_nothing_is_left(
    name: str, host: Host, forms: dict[str, str]
) -> None:
    text, answer = ODD[name]
    if "{dsa}" in text and not forms["dsa"]:
        text, answer = "ssh-dss AAAA\n", "no public key"
    file, before = host.inside / "root/parent.pub", state(host)
    file.write_text(text.format(**forms))
    for words in (("add", NAME), ("key", ANNA)):
        code, said = run(host, "account", *words, "/root/parent.pub", "--yes")
        assert (code, "Done." in said) == (1, False), said
        assert answer in said, said
        assert state(host) == before
    assert not list((host.inside / "tmp").glob("tmp.*")), "no key is left lying about"


@pytest.mark.parametrize(
    ("bytes_", "converted"),
    [("utf-16", "iconv -f UTF-16 -t UTF-8 /root/parent.pub >key.pub"), ("utf-8-sig", "sed '1s/^")],
)
def test_what_windows_makes_of_a_key_is_named_with_what_converts_it(
    bytes_: str, converted: str, host: Host, forms: dict[str, str]
) -> None:
    (host.inside / "root/parent.pub").write_bytes(forms["good"].encode(bytes_))
    said = run(host, "account", "key", BEN, "/root/parent.pub", "--yes")[1]
    assert converted in said
    host.run("sh", "-c", "cd /root; " + said[said.index(": ") + 2 :])
    code, said = run(host, "account", "key", BEN, "/root/key.pub", "--yes")
    assert code == 0, said


def test_a_parent_may_have_a_key_for_each_machine_and_each_is_named(
    host: Host, forms: dict[str, str], tmp_path: Path
) -> None:
    second = key(tmp_path, "ecdsa", "256")
    (host.inside / "root/parent.pub").write_text(f"# van Mieke\r\n{forms['good'].strip()}\r\n\r\n{second}")
    code, said = run(host, "account", "key", BEN, "/root/parent.pub", "--yes")
    assert (code, said.count("  key: ")) == (0, 2), said
    kept = (host.inside / "etc/gespreksklaar/keys" / BEN).read_text()
    assert [line.split()[0] for line in kept.splitlines()] == ["ssh-ed25519", "ecdsa-sha2-nistp256"]
    assert "Mieke" not in kept
    assert "\r" not in kept


def test_an_account_that_fails_half_way_is_not_there(host: Host, forms: dict[str, str]) -> None:
    (host.inside / "root/parent.pub").write_text(forms["good"])
    host.run("groupadd", "school")
    before = state(host)
    code, said = run(host, "account", "add", "school", "/root/parent.pub", "--yes")
    assert (code, "a group school already" in said) == (1, True)
    # Somebody else's file, where the limits are to stand.
    number = int(host.run("id", "-u", BEN).stdout) + 1
    in_the_way = host.inside / f"etc/systemd/system/user-{number}.slice.d/gespreksklaar.conf"
    in_the_way.parent.mkdir()
    in_the_way.write_text("# not ours\n")
    with_it = state(host)
    code, said = run(host, "account", "add", NAME, "/root/parent.pub", "--yes")
    assert (code, "Done." in said) == (1, False)
    assert state(host) == with_it
    assert in_the_way.read_text() == "# not ours\n"
    in_the_way.unlink()
    in_the_way.parent.rmdir()
    assert state(host) == before
    assert run(host, "account", "add", NAME, "/root/parent.pub", "--yes")[0] == 0
    assert run(host, "account", "remove", NAME, "--yes")[0] == 0
    assert state(host) == before


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--open"], "usage:"),
        (["--open", "--yes"], "usage:"),
        (["--open", ""], "usage:"),
        (["--open", "school"], "write a network as 10.1.2.0/24"),
        (["--open", "10.1.2.3/24"], "has host bits set"),
        (["--open", "10.1.2.0/99"], "write a network as"),
        (["--open", "0.0.0.0/0"], "say --anybody as well"),
        (["--open", "10.0.0.0/8"], "say --anybody as well"),
        (["--open", "10.1.2.0/24,8.8.8.0/24"], "8.8.8.0/24 is not a small network of your own"),
        (["--open", "::/0"], "say --anybody as well"),
        (["--visits"], "usage:"),
        (["--visits", "0"], "from 1 to 999"),
        (["--visits", "veel"], "from 1 to 999"),
    ],
)
def test_an_odd_option_is_answered_and_changes_nothing(words: list[str], answer: str, host: Host) -> None:
    before = state(host)
    code, said = run(host, "install", *words, *([] if "--yes" in words else ["--yes"]))
    assert (code, answer in said) == (1, True), said
    assert "unbound" not in said
    assert state(host) == before


def test_a_large_network_opens_by_a_second_word(host: Host) -> None:
    code, said = run(host, "install", "--open", "203.0.112.0/20", "--anybody")
    assert (code, "Nothing was changed." in said) == (0, True), said


def test_the_number_of_visits_is_proposed_from_the_memory_and_kept(host: Host) -> None:
    def visits() -> int:
        return len(list((host.inside / "usr/local/lib/gespreksklaar/seats" / KIOSK).iterdir()))

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024
    assert visits() == max(1, min(200, int(memory * 0.7 / 100_000)))
    for words, number in ((["--visits", "3"], 3), ([], 3), (["--visits", "5"], 5), (["--visits", "2"], 2)):
        assert run(host, "install", *words, "--yes")[0] == 0
        assert visits() == number


def test_an_older_sshd_is_spared_what_it_does_not_know(host: Host) -> None:
    # Its own answer to a word it never heard of.
    sshd = host.inside / "usr/local/sbin/sshd"
    sshd.parent.mkdir(parents=True, exist_ok=True)
    sshd.write_text(
        '#!/bin/sh\nfor word; do case $word in */sshd_config)\n'
        "    for file in $(sed -n 's/^Include //p' $word); do grep -qs UnusedConnectionTimeout $file &&\n"
        '        echo "$file: line 1: Bad configuration option: UnusedConnectionTimeout" >&2 && exit 255; done\n'
        'esac; done\nexec /usr/sbin/sshd "$@"\n'
    )  # fmt: skip
    sshd.chmod(0o755)
    code, said = run(host, "install", "--yes")
    sshd.unlink()
    assert (code, "older than UnusedConnectionTimeout: left out" in said) == (0, True), said
    settings = host.inside / "etc/ssh/sshd_config.d/gespreksklaar.conf"
    assert "UnusedConnectionTimeout" not in settings.read_text()
    assert run(host, "install", "--yes")[0] == 0
    assert "UnusedConnectionTimeout 10" in settings.read_text()


# The last two: they take away what those above stand on.


def test_an_installation_anew_names_the_old_keys_and_asks(host: Host) -> None:
    code, said = run(host, "install", "--undo", "--yes")
    assert code == 0, said
    assert "these keys stay" in said
    before = state(host)
    for words in ([], ["--yes"]):
        code, said = run(host, "install", *words)
        assert f"/etc/gespreksklaar/keys/{KIOSK}" in said
        assert f"{ANNA} {BEN}" in said
        assert code == len(words), said
        assert state(host) == before
    assert "--reopen" in said
    assert run(host, "install", "--reopen", "--yes")[0] == 0
    assert run(host, "install", "--yes")[0] == 0, "from then on nothing is asked"


def test_what_is_taken_back_is_gone(host: Host) -> None:
    for name in (ANNA, BEN):
        assert run(host, "account", "remove", name, "--yes")[0] == 0
    assert run(host, "install", "--undo", "--yes")[0] == 0
    (host.inside / "etc/gespreksklaar/keys" / KIOSK).unlink()
    left = [line for line in state(host) if "gesprek" in line]
    assert left == ["etc/gespreksklaar", "etc/gespreksklaar/keys"], left
