"""A kiosk on a whole machine, set up from docs/kiosk.md's own blocks and walked: `make machine`, `make machine-short`.

Needs root, half an hour (the short form some minutes), and the packages that .ci/run names for it. What was seen is printed
with its figures; the pictures go to the folder `--pictures` names. `--only PART` walks one part of it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gespreksklaar.tui.pin import make_hash
from tests.deploy import kiosk_sticks
from tests.deploy.bare import blocks, bring_source, make_root, run_in
from tests.deploy.host import ROOT
from tests.deploy.machine import Machine, make_disk

PAGE = ROOT / "docs/kiosk.md"
PACKAGES = (
    "systemd,systemd-sysv,dbus,udev,kbd,console-setup,linux-image-amd64,initramfs-tools,login,passwd,kmod,util-linux,procps"
)
"""What a Debian without a desktop has at least; the page adds what it needs."""
SIZES = ((1024, 768), (1280, 800), (1920, 1080))
CELLS = (80, 25)
PIN = "2580"
MARKER = "Zebravosje"
WELCOME, STEP_1 = "Niets blijft bewaard", "Stap 1 van 5"
WAYS_OUT = (
    "alt-f2", "ctrl-alt-f3", "alt-right", "alt-left", "alt-up", "ctrl-alt-delete", "alt-sysrq-b", "alt-sysrq-k",
    "scroll_lock", "ctrl-scroll_lock", "shift-scroll_lock", "alt-scroll_lock", "pause", "ctrl-pause", "print", "shift-pgup",
)  # fmt: skip
INSTALLER = """
apt-get install --yes --no-install-recommends locales libpam-systemd
sed -i 's/^# *nl_NL.UTF-8/nl_NL.UTF-8/' /etc/locale.gen
locale-gen
echo LANG=nl_NL.UTF-8 >/etc/default/locale
sed -i 's/^CHARMAP=.*/CHARMAP="UTF-8"/' /etc/default/console-setup
sed -i 's/^XKBVARIANT=.*/XKBVARIANT="intl"/' /etc/default/keyboard
"""
"""What Debian's installer leaves on a machine in the Netherlands, beside what a bare one has."""
PRINTER = "/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd"


def say(*words: object) -> None:
    """One line of what was seen."""
    print(*words, flush=True)


class Roots:
    """Kiosks in folders, each made once. What debootstrap makes is kept for a next time, in the user's cache."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gespreksklaar-machines"

    def bare(self, release: str) -> Path:
        """A Debian that boots, and nothing more."""
        bare = self._cache / f"{release}-{hashlib.sha256(PACKAGES.encode()).hexdigest()[:8]}"
        if not bare.exists():
            self._cache.mkdir(parents=True, exist_ok=True)
            half = Path(tempfile.mkdtemp(dir=self._cache))
            start = time.monotonic()
            make_root(half, release, PACKAGES.split(","))
            half.chmod(0o755)
            half.rename(bare)
            say(f"a bare {release}: {time.monotonic() - start:.0f} s")
        return bare

    def kiosk(self, release: str, *, bare: bool) -> Path:
        """The page's blocks on it, as they stand; and the test's own way in."""
        root = self._work / f"{release}-{'bare' if bare else 'installer'}"
        if root.exists():
            return root
        start = time.monotonic()
        subprocess.run(["cp", "-a", self.bare(release), root], check=True)
        variables = bring_source(root)
        (root / "etc/fstab").write_text("/dev/sda / ext4 defaults 0 1\n")
        (root / "etc/hostname").write_text("kiosk\n")
        if not bare:
            run_in(root, INSTALLER, variables)
        run_in(root, "".join(blocks(PAGE.read_text())), variables)
        say(f"{PAGE.name} on {root.name}: every block ran, {time.monotonic() - start:.0f} s")
        config = root / "etc/gespreksklaar/kiosk.toml"
        text = re.sub(r'^pin = ""', f'pin = "{make_hash(PIN)}"', config.read_text(), flags=re.M)
        config.write_text(re.sub(r'^stick = ""', 'stick = "/media"', text, flags=re.M))
        run_in(root, "echo root:root | chpasswd; systemctl enable serial-getty@ttyS0.service", variables)
        return root

    def with_printer(self, kiosk: Path) -> Path:
        """The same with CUPS, as the page has it, and a printer that is a file."""
        root = self._work / f"{kiosk.name}-printer"
        subprocess.run(["cp", "-a", kiosk, root], check=True)
        variables = bring_source(root)
        run_in(root, "apt-get install --yes --no-install-recommends cups-daemon cups-client cups-filters", variables)
        page = PAGE.read_text()
        settings, spool = re.findall(r"^ *```\n((?: *Preserve|tmpfs| *tmpfs).*?)^ *```", page, re.M | re.S)
        lines = "\n".join(line.strip() for line in settings.splitlines())
        names = [line.split()[0] for line in lines.splitlines()]
        conf = root / "etc/cups/cupsd.conf"
        kept = [line for line in conf.read_text().splitlines() if line.split()[:1] not in [[name] for name in names]]
        # JobPrivate* belong to a policy; Debian's default one is the first.
        ours = [line for line in lines.splitlines() if line.startswith("Preserve")]
        private = [line for line in lines.splitlines() if line.startswith("Job")]
        at = kept.index("<Policy default>") + 1
        conf.write_text("\n".join([*ours, *kept[:at], *private, *kept[at:]]) + "\n")
        with (root / "etc/fstab").open("a") as fstab:
            fstab.write(spool.strip() + "\n")
        with (root / "etc/cups/cups-files.conf").open("a") as files:
            files.write("FileDevice Yes\n")
        config = root / "etc/gespreksklaar/kiosk.toml"
        config.write_text(re.sub(r'^printer = ""', 'printer = "blad"', config.read_text(), flags=re.M))
        return root


@contextmanager
def booted(root: Path, work: Path, **options: object) -> Iterator[Machine]:
    """A machine with this root; its disk is made once."""
    disk = root.with_suffix(".img")
    if not disk.exists():
        make_disk(root, disk)
    folder = Path(tempfile.mkdtemp(dir=work)) / "machine"
    with Machine(root, disk, folder, **options) as machine:  # type: ignore[arg-type]
        yield machine
    shutil.rmtree(folder.parent)


def boot_while_keys_are_pressed(machine: Machine) -> None:
    """From the first second to the welcome every key that leads elsewhere is pressed, again and again."""
    while "login: " not in machine.serial():
        machine.press(*WAYS_OUT, pause=0.05)
    machine.see(WELCOME, 240)
    # A machine that starts reads too slowly for such a hurry: a key that was let go may still be down for it.
    machine.press("shift", "ctrl", "alt", "alt_r")
    say(f"  from power on to the welcome: {time.monotonic() - machine.started:.0f} s")
    stays_here(machine, "during the start")


def stays_here(machine: Machine, when: str) -> None:
    """The screen is the kiosk's terminal."""
    said = machine.run("fgconsole")
    assert "1" in said.split("\n"), (when, said)


def signs_are_right(machine: Machine, size: tuple[int, int] | None) -> None:
    """UTF-8, whatever the locale; and letters as large as the screen has room for."""
    rows = machine.see(WELCOME)
    text = "\n".join(rows)
    assert "▶ 1 Beginnen" in text, text
    assert not re.search("[ÃâÂ\ufffd]", text), text
    said = machine.run("stty -F /dev/tty1 size; showconsolefont -i -C /dev/tty1; kbd_mode -C /dev/tty1")
    high, wide = map(int, re.search(r"^(\d+) (\d+)$", said, re.M).groups())  # type: ignore[union-attr]
    assert (wide, high) >= CELLS, said
    assert high >= CELLS[1] or size is None, said
    assert "Unicode" in said, said
    say(f"  {wide}x{high} cells, letters of {' '.join(re.findall(r'^[0-9]+x[0-9]+x[0-9]+', said, re.M))}")


def keys_lead_nowhere(machine: Machine) -> None:
    """Whatever loads a keymap again, and whichever keyboard they come from."""
    boot = machine.run("cat /proc/sys/kernel/random/boot_id")

    def press_all(after: str) -> None:
        machine.press(*WAYS_OUT, pause=0.05)
        machine.press(*["ctrl-alt-delete"] * 9, pause=0.02)
        machine.see(WELCOME, 60)
        stays_here(machine, after)
        assert machine.run("cat /proc/sys/kernel/random/boot_id") == boot, after
        say(f"  no key leads elsewhere: {after}")

    press_all("as started")
    machine.run("setupcon --force; systemctl start console-setup keyboard-setup; true", 60)
    press_all("after setupcon")
    machine.run("udevadm trigger; udevadm trigger --action=add --subsystem-match=vc; udevadm settle", 120)
    press_all("after udevadm trigger")
    machine.monitor("device_add usb-kbd,id=keyboard2,bus=xhci.0")
    machine.wait_for(lambda: "USB Keyboard" in machine.run("cat /proc/bus/input/devices"), 30, "no second keyboard")
    press_all("from a second keyboard")
    machine.unplug("keyboard2")


def next_visit_is_right(machine: Machine) -> None:
    """F10 from a visit; what something else did to the console meanwhile is put right for the next."""
    machine.press("1")
    machine.see(STEP_1, 60)
    machine.press("f10")
    machine.see("Ja, wis alles", 30)
    machine.press("2")
    start = time.monotonic()
    machine.wait_for(lambda: "wis alles" not in "\n".join(machine.screen()), 30, "F10 does nothing")
    once = time.monotonic() - start
    rows = machine.screen()
    assert any("ogenblik" in row for row in rows) or WELCOME in "\n".join(rows), rows
    machine.see(WELCOME, 120)
    say(f"  after F10: a line within {once:.1f} s, the welcome after {time.monotonic() - start:.1f} s")


def suspended(machine: Machine) -> None:
    """Put to sleep from outside, and woken: the same screen, and no key that leads elsewhere."""
    machine.run("systemctl suspend", 20)
    machine.wait_for(lambda: "suspended" in machine.monitor("info status"), 60, "it does not sleep")
    machine.monitor("system_wakeup")
    machine.see(WELCOME, 60)
    machine.press(*WAYS_OUT[:6], pause=0.05)
    stays_here(machine, "after sleep")
    say("  no key leads elsewhere: after sleep")


def staff_come_and_go(machine: Machine) -> None:
    """The PIN leads to a login prompt; the kiosk comes back by command, by logging out, and by itself."""

    def leave() -> None:
        machine.see(WELCOME, 120)
        machine.press("f12")
        machine.see("Voor medewerkers", 30)
        machine.type(PIN)
        machine.press("ret")
        machine.see("kiosk login:", 30)

    def log_in() -> None:
        machine.type("root\n")
        machine.see("Password", 30)
        machine.type("root\n")
        machine.see("root@kiosk", 30)

    leave()
    start = time.monotonic()
    machine.run("systemctl start gespreksklaar-kiosk@tty1", 60)
    machine.see(WELCOME, 120)
    say(f"  from the prompt back by one command: {time.monotonic() - start:.0f} s")
    leave()
    log_in()
    machine.press(*WAYS_OUT[:6], pause=0.05)
    machine.type("exit\n")
    start = time.monotonic()
    machine.see(WELCOME, 120)
    say(f"  by logging out: {time.monotonic() - start:.0f} s")
    minute = "mkdir -p /run/systemd/system/gespreksklaar-staff-idle@.service.d; cd $_; printf '[Service]\\nEnvironment=MINUTES=1\\n'"
    machine.run(f"{minute} >minute.conf; systemctl daemon-reload", 60)
    leave()
    log_in()
    machine.type("sleep 4321\n")
    start = time.monotonic()
    machine.see(WELCOME, 240)
    assert machine.run("pgrep -f 'sleep 4321' || echo none") == "none"
    say(f"  a minute without a key (ten as installed): {time.monotonic() - start:.0f} s")
    assert "NRestarts=0" in machine.run("systemctl show -p NRestarts gespreksklaar-kiosk@tty1")


def go_to(machine: Machine, *places: str, key: str = "f4") -> None:
    """From place to place by a key, each looked at."""
    for place in places:
        machine.press(key)
        machine.see(place, 60)


def begin(machine: Machine, one: str = "1") -> None:
    """A visit, up to step 3 with the eye on its first line."""
    machine.press(one)
    machine.see(STEP_1, 60)
    go_to(machine, "Stap 2 van 5", "Stap 3 van 5")
    machine.press("shift-tab")


def fill_in(machine: Machine) -> None:
    """A visit with the marker as what is on the visitor's mind, up to the review."""
    begin(machine)
    machine.type(f"{MARKER} telt niet mee")
    machine.see(f"{MARKER} telt niet mee", 60)
    go_to(machine, "Stap 4 van 5", "Stap 5 van 5", "Gesprek op school")


def wipe(machine: Machine) -> None:
    """F10, yes."""
    machine.press("esc", "esc", "f10")
    machine.see("Ja, wis alles", 30)
    machine.press("2")
    machine.see(WELCOME, 120)


def pictures_of_a_visit(machine: Machine, name: str, pictures: Path) -> None:
    """The welcome, a step, and the sheet page by page."""
    machine.picture(pictures / f"welcome-{name}.png")
    fill_in(machine)
    go_to(machine, "Stap 5 van 5", "Stap 4 van 5", "Stap 3 van 5", key="f3")
    machine.picture(pictures / f"step-{name}.png")
    go_to(machine, "Stap 4 van 5", "Stap 5 van 5", "Gesprek op school")
    choose_way(machine, "scherm")
    machine.see("Blad 1", 30)
    machine.picture(pictures / f"sheet-{name}.png")
    wipe(machine)


def choose_way(machine: Machine, words: str) -> None:
    """On review: take along, the way that says these words."""
    machine.wait_for(lambda: _number_of(machine.screen(), words) or machine.press("0", pause=1), 60, f"no way {words}")
    machine.press(_number_of(machine.screen(), words))


def _number_of(rows: list[str], words: str) -> str:
    found = re.search(rf"(\d) [^\n]*{words}", "\n".join(rows))
    return found[1] if found else ""


def the_power_goes(machine: Machine) -> None:
    """Power key, reset and a pulled plug in the middle of a visit: the next boot shows the welcome, and nothing else."""

    def visit() -> None:
        machine.press("1")
        machine.see(STEP_1, 60)

    machine.see(WELCOME, 240)
    visit()
    keys = machine.run(
        "systemd-run --quiet -p DefaultDependencies=no -p KillMode=none sh -c 'while sleep 0.3; do"
        ' echo "at $(fgconsole)" >/dev/ttyS0; done\'; echo told',
        30,
    )
    assert "told" in keys
    machine.monitor("system_powerdown")
    with_keys = time.monotonic()
    while machine.is_on and time.monotonic() - with_keys < 120:
        machine.press(*WAYS_OUT[:6], pause=0.05)
    assert not machine.is_on, "the power key does not switch it off"
    seen = set(re.findall(r"at (\d+)", machine.serial()))
    assert seen == {"1"}, seen
    say(f"  the power key: off after {time.monotonic() - with_keys:.0f} s, no key leads elsewhere till then")
    for what, end in (("reset", machine.reset), ("a pulled plug", machine.pull_the_plug)):
        if not machine.is_on:
            machine.power_on()
        machine.see(WELCOME, 240)
        visit()
        end()
        if not machine.is_on:
            machine.power_on()
        machine.see(WELCOME, 240)
        say(f"  {what}: the next boot shows the welcome")


LAYOUTS = {
    # Keys by their place on a keyboard with US letters: é, ë, ï, and the key that is 1.
    ("us", "intl"): (("apostrophe", "e"), ("shift-apostrophe", "e"), ("shift-apostrophe", "i"), "1"),
    ("nl", ""): (("bracket_left", "e"), ("shift-bracket_left", "e"), ("shift-bracket_left", "i"), "1"),
    ("be", ""): (("2",), ("bracket_left", "e"), ("bracket_left", "i"), "shift-1"),
    ("fr", ""): (("2",), ("shift-bracket_left", "e"), ("shift-bracket_left", "i"), "shift-1"),
}


def layouts(machine: Machine) -> None:
    """On each keyboard é ë ï arrive as one letter each, dead keys and all; digits pick, also on the number pad."""
    for (layout, variant), (*letters, one) in LAYOUTS.items():
        machine.run(
            f"sed -i 's/^XKBLAYOUT=.*/XKBLAYOUT=\"{layout}\"/; s/^XKBVARIANT=.*/XKBVARIANT=\"{variant}\"/' /etc/default/keyboard;"
            " systemctl restart gespreksklaar-kiosk@tty1",
            90,
        )
        machine.see(WELCOME, 120)
        begin(machine, one)
        for letter in letters:
            machine.press(*letter)
        machine.see("éëï", 20)
        machine.press("ret")
        wipe(machine)
        machine.press("kp_1")
        machine.see(STEP_1, 60)
        wipe(machine)
        say(f"  {layout} {variant}: é ë ï and digits")


def printed_and_searched(machine: Machine) -> dict[str, int]:
    """A full visit with a printed sheet; after F10 the whole memory and disk are searched for what was typed."""
    queue = f"lpadmin -p blad -v file:///var/tmp/printed -P {PRINTER} -E -o printer-error-policy=abort-job"
    machine.see(WELCOME, 240)
    machine.run(f"systemctl start cups; {queue}; cupsaccept blad; cupsenable blad; systemctl restart gespreksklaar-kiosk@tty1", 90)
    machine.see(WELCOME, 240)
    fill_in(machine)
    during = search(machine)
    assert during["memory"], "the search would find it"
    choose_way(machine, "rint")
    machine.see("naar de printer", 90)
    machine.wait_for(lambda: machine.run("test -s /var/tmp/printed && lpstat -o || echo busy") == "", 120, "nothing came out")
    kind = machine.run("head -c 5 /var/tmp/printed")
    assert kind.startswith("%PDF"), kind
    machine.run("rm /var/tmp/printed")
    wipe(machine)
    after = search(machine)
    say(f"  what was typed is found in memory {during['memory']} times during the visit, {after['memory']} times after it;")
    say(f"  on the disk {after['disk']} times")
    return after


def search(machine: Machine) -> dict[str, int]:
    """How often the marker is in memory and on the disk, as text of one, two or four bytes a sign."""
    found = {"memory": 0, "disk": 0}
    machine.run("sync")
    image = machine.save_memory()
    # A machine that is paused writes nothing while we read its disk.
    for name, file in (("memory", image), ("disk", machine.save_disk())):
        for sign in (0, 1, 3):
            pattern = b"(?s)" + (b"." * sign).join(re.escape(bytes([b])) for b in MARKER.encode())
            found[name] += _count(file, re.compile(pattern))
        file.unlink()
    return found


def _count(file: Path, pattern: re.Pattern[bytes]) -> int:
    total, rest = 0, b""
    with file.open("rb") as data:
        while part := data.read(1 << 24):
            here = rest + part
            hits = list(pattern.finditer(here))
            total += len(hits)
            rest = here[max(len(here) - 64, hits[-1].end() if hits else 0) :]
    return total


PARTS: dict[str, Callable[[Machine], object]] = {
    "keys": keys_lead_nowhere,
    "visit": next_visit_is_right,
    "sleep": suspended,
    "staff": staff_come_and_go,
    "sticks": lambda machine: kiosk_sticks.walk(machine, fill_in, choose_way, wipe, MARKER, say),
    "layouts": layouts,
    "power": the_power_goes,
}


def main() -> None:
    """The whole walk, or the short one."""
    options = argparse.ArgumentParser()
    options.add_argument("--short", action="store_true")
    options.add_argument("--pictures", type=Path)
    options.add_argument("--work", type=Path)
    options.add_argument("--release", action="append")
    options.add_argument("--only", action="append")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="machines-", dir=given.work) as name:
        roots = Roots(Path(name))
        start = time.monotonic()
        if given.short:
            short(roots, Path(name), given.pictures or Path(name))
        else:
            whole(roots, Path(name), given)
        say(f"all of it: {time.monotonic() - start:.0f} s")


def short(roots: Roots, work: Path, pictures: Path) -> None:
    """One release, one size: boot, signs, keys, a stick, PIN and back."""
    with booted(roots.kiosk("bookworm", bare=True), work) as machine:
        boot_while_keys_are_pressed(machine)
        signs_are_right(machine, (1280, 800))
        keys_lead_nowhere(machine)
        next_visit_is_right(machine)
        kiosk_sticks.one(machine, fill_in, choose_way, wipe, MARKER, say)
        staff_come_and_go(machine)


def whole(roots: Roots, work: Path, given: argparse.Namespace) -> None:
    """Each release, without a locale and as the installer leaves it, at each size."""
    pictures = given.pictures or work / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for release in given.release or ("bookworm", "trixie"):
        for bare in (True, False):
            root = roots.kiosk(release, bare=bare)
            for size in (*SIZES, (1366, 768), None):
                if given.only and "sizes" not in given.only:
                    break
                name = f"{size[0]}x{size[1]}" if size else "text"
                say(f"{root.name}, {name}")
                options = {"size": size} if size else {"text": True}
                with booted(root, work, **options) as machine:
                    boot_while_keys_are_pressed(machine)
                    signs_are_right(machine, size)
                    pictures_of_a_visit(machine, f"{root.name}-{name}", pictures)
        root = roots.kiosk(release, bare=release == "bookworm")
        for part, walk in PARTS.items():
            if given.only and part not in given.only:
                continue
            say(f"{root.name}: {part}")
            with booted(root, work) as machine:
                machine.see(WELCOME, 240)
                walk(machine)
        if not given.only or "search" in given.only:
            say(f"{root.name}: search")
            with booted(roots.with_printer(root), work) as machine:
                printed_and_searched(machine)


if __name__ == "__main__":
    if os.geteuid():
        sys.exit("only root can make a machine")
    main()
