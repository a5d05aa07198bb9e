"""What the console of a kiosk shows and hears: signs, letters, layouts, and keys that lead nowhere."""

from __future__ import annotations

import re
import time
from pathlib import Path

from tests.deploy.machines.machine import Machine
from tests.deploy.machines.roots import BEGUN, say
from tests.deploy.machines.visitor import REVIEW, WELCOME, WELCOME_IN_ENGLISH, begin, choose_way, fill_in, go_to, wipe

CELLS, MOST_CELLS = (80, 25), (120, 40)
"""More cells than these are letters of two millimetres on a large screen."""
KEYS_CHANGED = "somebody changed the keys"
WAYS_OUT = (
    "alt-f2", "ctrl-alt-f3", "alt-right", "alt-left", "alt-up", "ctrl-alt-delete", "alt-sysrq-b", "alt-sysrq-k",
    "scroll_lock", "ctrl-scroll_lock", "shift-scroll_lock", "alt-scroll_lock", "pause", "ctrl-pause", "print",
    "shift-pgup",
)  # fmt: skip
LAYOUTS = {
    # Keys by their place on a keyboard with US letters: é, ë, ï, and the key that is 1.
    ("us", "intl"): (("apostrophe", "e"), ("shift-apostrophe", "e"), ("shift-apostrophe", "i"), "1"),
    ("nl", ""): (("apostrophe", "e"), ("bracket_left", "e"), ("bracket_left", "i"), "1"),
    ("be", ""): (("2",), ("shift-bracket_left", "e"), ("shift-bracket_left", "i"), "shift-1"),
    ("fr", ""): (("2",), ("shift-bracket_left", "e"), ("shift-bracket_left", "i"), "shift-1"),
}


def boot_while_keys_are_pressed(machine: Machine) -> None:
    """From the first second to the welcome every key that leads elsewhere is pressed, again and again."""
    while "login: " not in machine.serial():
        keys = WAYS_OUT if BEGUN in machine.serial() else [key for key in WAYS_OUT if key != "ctrl-alt-delete"]
        machine.hurry(*keys)
    machine.see(WELCOME, 240)
    let_go(machine)
    say(f"  from power on to the welcome: {time.monotonic() - machine.started:.0f} s")
    stays_here(machine, "during the start")


def start_is_measured(machine: Machine) -> None:
    """From power on to the welcome, and whose the seconds are."""
    machine.see(WELCOME, 240)
    whole = time.monotonic() - machine.started
    names = ("InactiveExitTimestampMonotonic", "ExecMainStartTimestampMonotonic")
    said = machine.run(f"systemctl show gespreksklaar-kiosk@tty1 {' '.join(f'-p {name}' for name in names)}", 30)
    begun, run = (int(re.findall(rf"{name}=(\d+)", said)[0]) / 1e6 for name in names)
    clock = float(machine.run("cut -d' ' -f1 /proc/uptime").split()[0]) - (time.monotonic() - machine.started)
    say(
        f"  from power on to the welcome: {whole:.0f} s; firmware, kernel and Debian {begun - clock:.0f}, "
        f"keys, signs and font {run - begun:.1f}, the program {whole + clock - run:.1f}"
    )


def let_go(machine: Machine) -> None:
    """A machine that starts reads too slowly for such a hurry: a key that was let go may still be down for it."""
    machine.press("shift", "ctrl", "alt")


def it_listens(machine: Machine) -> None:
    """Digits are digits, and the screen follows: its two languages are chosen in turn."""
    machine.see(WELCOME, 60)
    for words in (WELCOME_IN_ENGLISH, WELCOME):
        machine.press("4")
        machine.see(words, 30)


def stays_here(machine: Machine, when: str) -> None:
    """The screen is the kiosk's terminal."""
    said = machine.run("fgconsole")
    assert "1" in said.split("\n"), (when, said)


def signs_are_right(machine: Machine) -> None:
    """UTF-8, whatever the locale; and letters as large as the screen has room for."""
    text = "\n".join(machine.see(WELCOME))
    # A font has one picture for both; the kernel may know it by either name.
    assert re.search("[▶→] 1 Beginnen", text), text
    assert not re.search("[ÃâÂ\ufffd]", text), text
    said = machine.run("stty -F /dev/tty1 size; showconsolefont -i -C /dev/tty1; kbd_mode -C /dev/tty1")
    rows, columns = map(int, re.findall(r"^(\d+) (\d+)$", said, re.M)[0])
    assert columns >= CELLS[0], said
    assert rows >= CELLS[1], said
    assert columns <= MOST_CELLS[0], said
    assert rows <= MOST_CELLS[1], said
    assert "Unicode" in said, said
    say(f"  {columns}x{rows} cells, letters of {' '.join(re.findall(r'^[0-9]+x[0-9]+x[0-9]+', said, re.M))}")


def keys_lead_nowhere(machine: Machine) -> None:
    """Whatever loads a keymap again, and whichever keyboard they come from."""
    boot = machine.run("cat /proc/sys/kernel/random/boot_id")

    def press_all(after: str) -> None:
        machine.hurry(*WAYS_OUT)
        machine.hurry(*["ctrl-alt-delete"] * 9)
        it_listens(machine)
        stays_here(machine, after)
        assert machine.run("cat /proc/sys/kernel/random/boot_id") == boot, after
        say(f"  no key leads elsewhere: {after}")

    press_all("as started")
    machine.run("setupcon --force; systemctl start console-setup keyboard-setup; true", 60)
    press_all("after setupcon")
    machine.run("udevadm trigger; udevadm trigger --action=add --subsystem-match=vc; udevadm settle", 120)
    press_all("after udevadm trigger")

    def keyboards(many: int) -> None:
        count = "grep -c 'Name=.*USB Keyboard' /proc/bus/input/devices"
        machine.wait_for(lambda: machine.run(count) == str(many), 30, f"not {many} keyboards")

    machine.monitor("device_add usb-kbd,id=keyboard2,bus=xhci.0")
    keyboards(2)
    press_all("from a second keyboard")
    machine.unplug("keyboard2")
    keyboards(1)
    it_listens(machine)
    begin(machine)
    wipe(machine)
    assert machine.run("dumpkeys -C /dev/tty1 | grep -cE 'Scroll_Lock|Last_Console|Boot'", 60) == "0"
    assert KEYS_CHANGED in machine.run("journalctl -b -t gespreksklaar-kiosk")
    say("  a keymap that was loaded meanwhile: the kiosk's own again for the next visit")


def the_kernel_is_not_seen(machine: Machine) -> None:
    """What the kernel says goes to its log and not over a visit, but for its last words."""
    begin(machine)
    for level in range(1, 8):
        machine.run(f"echo '<{level}>KERNELWORD {level}' >/dev/kmsg")
    assert machine.run("dmesg | grep -c KERNELWORD") == "7"
    machine.press("tab")
    time.sleep(1)
    assert "KERNELWORD" not in "\n".join(machine.screen())
    wipe(machine)
    say("  no word of the kernel on the screen")


def next_visit_is_right(machine: Machine) -> None:
    """F10 from a visit: a line at once, and soon the welcome."""
    begin(machine)
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
    # By itself, a moment later: what is on the serial line meanwhile would be lost.
    machine.run("systemd-run --quiet --on-active=1 systemctl suspend", 20)
    machine.wait_for(lambda: "suspended" in machine.monitor("info status"), 60, "it does not sleep")
    machine.monitor("system_wakeup")
    machine.see(WELCOME, 60)
    machine.hurry(*WAYS_OUT[:6])
    stays_here(machine, "after sleep")
    say("  no key leads elsewhere: after sleep")


def layouts(machine: Machine) -> None:
    """On each keyboard é ë ï arrive as one letter each, dead keys and all; digits pick, also on the number pad."""

    def has(layout: str, variant: str) -> None:
        chosen = {"LAYOUT": layout, "VARIANT": variant}
        words = "; ".join(f's/^XKB{name}=.*/XKB{name}="{is_now}"/' for name, is_now in chosen.items())
        machine.run(f"sed -i '{words}' /etc/default/keyboard; systemctl restart gespreksklaar-kiosk@tty1", 90)

    for (layout, variant), (*letters, one) in LAYOUTS.items():
        has(layout, variant)
        begin(machine, one)
        machine.press("tab")
        for letter in letters:
            machine.press(*letter)
        machine.see("éëï", 20)
        wipe(machine)
        begin(machine, "kp_1")
        wipe(machine)
        say(f"  {layout} {variant}: é ë ï and digits")
    has("us", "")


def pictures_of_a_visit(machine: Machine, name: str, pictures: Path) -> None:
    """The welcome, a step, and the sheet page by page."""
    machine.picture(pictures / f"welcome-{name}.png")
    fill_in(machine)
    go_to(machine, "Stap 5 van 5", "Stap 4 van 5", "Stap 3 van 5", key="f3")
    machine.picture(pictures / f"step-{name}.png")
    go_to(machine, "Stap 4 van 5", "Stap 5 van 5", REVIEW)
    choose_way(machine, "scherm")
    page, pages = 1, 1
    while page <= pages:
        rows = "\n".join(machine.see(f"Blad {page} van", 60))
        (pages,) = map(int, re.findall(r"Blad \d+ van (\d+)", rows))
        machine.picture(pictures / f"sheet-{name}-{page}.png")
        machine.press("spc")
        page += 1
    wipe(machine)
