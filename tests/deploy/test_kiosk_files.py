"""The files that make a terminal a kiosk, and the installers: what they say they will do is what they do."""

from __future__ import annotations

import os
import re
import runpy
import select
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gespreksklaar.tui.kiosk.terminal_wipe import WIPE
from tests.deploy.bare import bring_source
from tests.deploy.host import ANNA, KIOSK, ROOT, Host, running_host
from tests.needs import needs, program
from tests.terminal import Terminal

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd/gespreksklaar-kiosk@.service"
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own")
# What takes a visitor elsewhere, by the names of loadkeys.
WAYS_OUT = r"Console|Boot|SAK|KeyboardSignal|Show_|Scroll_"


def test_no_key_of_the_console_leads_elsewhere() -> None:
    # What dumpkeys of kbd 2.5.1 says of a kernel's own keymap.
    keymap = (Path(__file__).parent / "dumpkeys.txt").read_text()
    assert len(re.findall(WAYS_OUT, keymap)) > 40
    sed = ["sed", "-E", "-f", str(DEPLOY / "console/no-escape-keys.sed")]
    left = subprocess.run(sed, input=keymap, capture_output=True, text=True, check=True).stdout
    assert re.findall(WAYS_OUT, left) == []
    for key in ("keycode   2 = one", "keycode  59 = F1 ", "keycode  28 = Return", 'string F1 = "\\033[[A"'):
        assert key in keymap, key
        assert key in left, key
    assert len(left.splitlines()) == len(keymap.splitlines())


def test_a_stick_is_mounted_for_the_kiosk_alone_and_runs_nothing() -> None:
    (rule,) = [line for line in (DEPLOY / "console/stick.rules").read_text().splitlines() if not line.startswith("#")]
    (options,) = re.findall(r" --options=(\S+) ", rule)
    assert {"noexec", "nosuid", "nodev", f"uid={KIOSK}", f"gid={KIOSK}", "umask=077"} == set(options.split(","))
    assert 'SUBSYSTEMS=="usb"' in rule
    assert "ReadWritePaths=-/media\n" in UNIT.read_text(), "where the unit lets the kiosk write"
    assert " $devnode /media/" in rule


def test_a_stick_is_looked_at_once_its_kind_is_known() -> None:
    installer_says = (DEPLOY / "console/install").read_text()
    (number,) = re.findall(r"rules\.d/(\d+)-gespreksklaar-stick", installer_says)
    assert int(number) > 60, "60-persistent-storage.rules find out which file system it has"


def test_however_it_ended_the_unit_wipes_the_screen(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    try:
        name = os.ttyname(theirs).removeprefix("/dev/")
        env = {"PATH": os.environ["PATH"], "EXIT_CODE": "killed", "EXIT_STATUS": "KILL"}
        subprocess.run([DEPLOY / "console/after-kiosk", name], env=env, check=False)
        assert select.select([ours], [], [], 5)[0], "nothing was written"
        assert os.read(ours, 200) == WIPE
    finally:
        os.close(ours)
        os.close(theirs)
    assert settings(UNIT.read_text())["ExecStopPost"].endswith("/after-kiosk %i")


def test_what_is_typed_before_the_kiosk_draws_shows_nowhere() -> None:
    *shell, script = shlex.split(settings(UNIT.read_text())["ExecStart"])
    before, runs, _ = script.partition("exec ")
    with Terminal([f"{before} echo begun; {runs} cat"], program=shell) as screen:
        screen.wait("begun")
        screen.press("2468")
        screen.settle(0.5)
        assert b"2468" not in screen.raw


def test_only_the_right_pin_gives_a_login_prompt(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    (tmp_path / "systemctl").write_text(f'#!/bin/sh\necho "$@" >{asked}\n')
    (tmp_path / "systemctl").chmod(0o755)
    for code, status in (("exited", "1"), ("exited", "143"), ("killed", "TERM"), ("killed", "QUIT"), ("killed", "HUP")):
        env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "EXIT_CODE": code, "EXIT_STATUS": status}
        subprocess.run([DEPLOY / "console/after-kiosk", "tty99"], env=env, check=True)
        assert not asked.exists(), (code, status)
    env |= {"EXIT_CODE": "exited", "EXIT_STATUS": "0"}
    subprocess.run([DEPLOY / "console/after-kiosk", "tty99"], env=env, check=True)
    assert asked.read_text() == "start --no-block gespreksklaar-staff@tty99.service\n"
    assert "OnSuccess" not in settings(UNIT.read_text()), "a restart would fulfil it"


def settings(text: str) -> dict[str, str]:
    lines = (line.strip() for line in text.splitlines())
    return dict(re.split(r"\s*=\s*", line, maxsplit=1) for line in lines if line and line[0] not in "#[")  # type: ignore[misc]


def test_the_kernel_knows_each_setting_of_sysctl() -> None:
    ours = settings((DEPLOY / "console/sysctl.conf").read_text())
    assert ours.pop("-kernel.sysrq") == "0", "a kernel may be built without it"
    for name, value in ours.items():
        now = Path("/proc/sys", *name.split(".")).read_text()
        assert len(now.split()) == len(value.split()), name


def test_no_word_of_the_kernel_comes_on_the_screen() -> None:
    console, *_ = settings((DEPLOY / "console/sysctl.conf").read_text())["kernel.printk"].split()
    assert int(console) == 1, "but that it stops"


def test_all_that_the_console_installer_misses_is_named_at_once(tmp_path: Path) -> None:
    for name in ("dirname", "readlink", "id", "systemctl"):
        (tmp_path / name).symlink_to(program(name) or "/bin/true")
    for here in ((), ("setfont",), ("setfont", "loadkeys")):
        for name in here:
            (tmp_path / name).unlink(missing_ok=True)
            (tmp_path / name).symlink_to("/bin/true")
        looked = subprocess.run(
            ["/bin/sh", str(DEPLOY / "console/install")],
            env={"PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (looked.returncode, looked.stderr) == (1, "First: apt install kbd console-setup\n"), here


def test_a_slow_machine_has_time_to_lock_its_keys_and_its_boot_is_not_held_up_for_long() -> None:
    keys = settings((DEPLOY / "systemd/gespreksklaar-keys@.service").read_text())
    assert 30 < int(keys["TimeoutStartSec"]) <= 60


def test_the_source_can_be_brought_twice(tmp_path: Path) -> None:
    (tmp_path / "etc/apt").mkdir(parents=True)
    bring_source(tmp_path)
    once = {file: file.is_symlink() for file in tmp_path.rglob("*")}
    bring_source(tmp_path)
    assert {file: file.is_symlink() for file in tmp_path.rglob("*")} == once
    assert any(once.values()), "links, which are what may go wrong"


def test_logind_opens_no_other_terminal() -> None:
    text = (DEPLOY / "console/logind.conf").read_text()
    assert "[Login]" in text
    assert settings(text).items() >= {"NAutoVTs": "0", "ReserveVT": "0"}.items()


@needs("systemd-analyze")
def test_the_unit_of_the_kiosk_is_closed() -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=10", "--no-pager", str(UNIT)],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    # From 0, closed, to 10, open. It has the terminals, and no user namespace of its own: 0.7.
    assert "exposure level" in said, said
    assert "0.7 SAFE" in said


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running_host(tmp_path_factory.mktemp("host"), "--open", "127.0.0.0/16") as host:
        yield host


def installer(host: Host, name: str, *options: str, check: bool = True) -> str:
    done = host.run(str(DEPLOY / name / "install"), *options, check=check)
    return done.stdout + done.stderr


def changed(host: Host) -> set[str]:
    """Every file of the host that is not as the system has it."""
    folder = host.inside / "changed"
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file() and not file.is_symlink()}


@ROOT_ONLY
@needs("sshd", "ssh", "unshare")
def test_without_a_key_from_the_network_of_kiosks_alone(host: Host) -> None:
    with host.log_in(KIOSK, key=False) as screen:
        screen.wait("Gespreksklaar")
    said = host.run("sshd", "-T", "-C", f"user={KIOSK},host=x,addr=192.0.2.1").stdout
    assert "authenticationmethods publickey\n" in said
    assert "permitemptypasswords no\n" in said
    refused = subprocess.run(host.client(ANNA, key=False), capture_output=True, text=True, check=False)
    assert "Permission denied" in refused.stderr


@ROOT_ONLY
@needs("sshd", "unshare")
def test_for_all_other_accounts_sshd_is_as_before(host: Host) -> None:
    options = ("-T", "-C", "user=root,host=x,addr=127.0.0.1")
    with_ours = set(host.run("sshd", *options).stdout.splitlines())
    host.run("sh", "-c", "mkdir /run/aside; mv /etc/ssh/sshd_config.d/gespreksklaar* /run/aside")
    assert with_ours - set(host.run("sshd", *options).stdout.splitlines()) == {
        "maxstartups 40:30:100", "persourcemaxstartups 25", "persourcenetblocksize 32:64", "logingracetime 60",
    }  # fmt: skip
    host.run("sh", "-c", "mv /run/aside/* /etc/ssh/sshd_config.d")


@ROOT_ONLY
@needs("sshd", "unshare", "systemctl")
def test_each_account_has_limits_and_no_services_of_its_own(host: Host) -> None:
    units = host.inside / "etc/systemd/system"
    for account, file in ((KIOSK, "visits"), (ANNA, "account")):
        number = host.run("id", "-u", account).stdout.strip()
        limits = (units / f"user-{number}.slice.d/gespreksklaar.conf").read_text()
        assert limits == (DEPLOY / f"ssh/limits-{file}.conf").read_text()
        assert host.run("readlink", f"/etc/systemd/system/user@{number}.service").stdout == "/dev/null\n"
    # Of an account made by an older version, or left over by an undo, the installer writes them again.
    host.run("rm", "-r", f"/etc/systemd/system/user-{number}.slice.d", f"/etc/systemd/system/user@{number}.service")
    installer(host, "ssh", "--open", "127.0.0.0/16", "--yes")
    assert (units / f"user-{number}.slice.d/gespreksklaar.conf").read_text() == limits
    shown = host.run(str(DEPLOY / "ssh/account"), "add", "carla", "/root/key.pub").stdout
    assert "write /etc/systemd/system/user-NUMBER.slice.d/gespreksklaar.conf" in shown


@ROOT_ONLY
@needs("sshd", "unshare", "systemd-analyze")
def test_the_installers_do_what_they_show_and_take_back_what_is_theirs(host: Host) -> None:
    before = changed(host)
    assert "Nothing was changed" in installer(host, "ssh", "--undo")
    assert changed(host) == before

    again = installer(host, "ssh", "--open", "127.0.0.0/16", "--yes")
    assert "write" not in again, "a second time nothing is written"
    assert changed(host) == before

    theirs = host.inside / "etc/sysctl.d/60-gespreksklaar.conf"
    theirs.write_text("# somebody else's\n")
    for name in ("setfont", "loadkeys", "setupcon"):
        host.run("sh", "-c", f"command -v {name} || ln -s /bin/true /usr/local/bin/{name}")
    assert "not as we wrote it" in installer(host, "console", "--yes", check=False)
    assert theirs.read_text() == "# somebody else's\n"
    theirs.unlink()
    rule = host.inside / "etc/udev/rules.d/90-gespreksklaar-stick.rules"
    assert "then: restart" in installer(host, "console", "--yes")
    assert not rule.exists(), "only who asks for it gets sticks mounted"
    installer(host, "console", "--stick", "--yes")
    assert rule.read_text() == (DEPLOY / "console/stick.rules").read_text()
    for name in ("kiosk", "keys", "staff", "staff-idle"):
        unit = host.run(
            "systemd-analyze", "verify", "--man=no", f"/etc/systemd/system/gespreksklaar-{name}@tty1.service"
        )
        said = [line for line in (unit.stdout + unit.stderr).splitlines() if "gespreksklaar" in line]
        assert said == []
    for masked in ("ctrl-alt-del.target", "autovt@.service", "getty@tty1.service", "console-setup.service"):
        assert host.run("readlink", f"/etc/systemd/system/{masked}").stdout == "/dev/null\n"
    installer(host, "console", "--undo", "--yes")

    config = host.inside / "etc/gespreksklaar/kiosk.toml"
    config.write_text(config.read_text() + "# the library's own\n")
    said = installer(host, "ssh", "--undo", "--yes")
    assert "was changed since: left" in said
    keys = " ".join(f"/etc/gespreksklaar/keys/{name}" for name in ("anna", "ben", KIOSK))
    assert f"these keys stay: {keys} (to remove them: rm -r /etc/gespreksklaar)" in said
    assert "the program stays (to remove it: rm -r /opt/gespreksklaar)" in said
    assert not list((host.inside / "etc/systemd/system").glob("user*")), "limits, and what was masked"
    left = {file for file in changed(host) if "gesprek" in file and "home/" not in file}
    assert left == {"etc/gespreksklaar/kiosk.toml", "opt/gespreksklaar/bin/gespreksklaar"} | {
        f"etc/gespreksklaar/keys/{name}" for name in (KIOSK, "anna", "ben")
    }
    assert f"{KIOSK}:" not in (host.inside / "etc/passwd").read_text()
    # Accounts with preps are never taken away by the way; they are named, and have no way in.
    assert host.run("getent", "group", "gesprekken").stdout.strip().endswith("anna,ben")


@ROOT_ONLY
@needs("sshd", "unshare")
def test_an_account_that_the_console_still_needs_is_closed_again(host: Host) -> None:
    for name in ("setfont", "loadkeys", "setupcon"):
        host.run("sh", "-c", f"command -v {name} || ln -s /bin/true /usr/local/bin/{name}")
    installer(host, "console", "--yes")
    installer(host, "ssh", "--open", "127.0.0.0/16", "--reopen", "--yes")
    assert host.run("getent", "shadow", KIOSK).stdout.startswith(f"{KIOSK}::")
    installer(host, "console", "--undo", "--yes")
    assert (host.inside / "var/lib/gespreksklaar").is_dir(), "where its logins start"
    installer(host, "console", "--yes")
    installer(host, "ssh", "--undo", "--yes")
    assert host.run("getent", "shadow", KIOSK).stdout.startswith(f"{KIOSK}:*:")
    assert host.run("getent", "passwd", KIOSK).stdout.endswith(":/usr/sbin/nologin\n")
    installer(host, "console", "--undo", "--yes")
    assert f"{KIOSK}:" not in (host.inside / "etc/passwd").read_text()


def nothing_installed(host: Host) -> None:
    """The host with no installation of ours, and with what the console's asks for."""
    for name in ("ssh", "console"):
        installer(host, name, "--undo", "--yes", check=False)
    host.run("rm", "-f", "/etc/gespreksklaar/kiosk.toml")
    for name in ("setfont", "loadkeys", "setupcon"):
        host.run("sh", "-c", f"command -v {name} || ln -s /bin/true /usr/local/bin/{name}")


@ROOT_ONLY
@needs("sshd", "unshare")
def test_settings_that_stay_are_named_are_roots_and_are_read_again(host: Host) -> None:
    def reader() -> str:
        return host.run("stat", "-c", "%a %U:%G", "/etc/gespreksklaar/kiosk.toml").stdout.strip()

    nothing_installed(host)
    config = host.inside / "etc/gespreksklaar/kiosk.toml"
    installer(host, "console", "--yes")
    unchanged = installer(host, "console", "--undo")
    assert "these settings stay" not in unchanged
    assert "chgrp" not in unchanged
    config.write_text(config.read_text() + "# the library's own\n")
    for options in ([], ["--yes"]):
        said = installer(host, "console", "--undo", *options)
        assert "these settings stay: /etc/gespreksklaar/kiosk.toml (to remove them: rm -r /etc/gespreksklaar)" in said
        assert "the program stays (to remove it: rm -r /opt/gespreksklaar)" in said
    assert reader() == "640 root:root"
    # Who takes the number that the account had.
    host.run("groupadd", "--system", "printers")
    for name in ("console", "ssh"):
        options = ["--reopen"] if name == "ssh" else []
        installer(host, name, *options, "--yes")
        assert reader() == f"640 root:{KIOSK}"
        assert "chgrp" not in installer(host, name, *options, "--yes")
        installer(host, name, "--undo", "--yes")
        assert reader() == "640 root:root"
    installer(host, "ssh", "--reopen", "--yes")
    installer(host, "console", "--yes")
    said = installer(host, "console", "--undo", "--yes")
    assert " stay" not in said, "those who come in over SSH need it all"
    assert reader() == f"640 root:{KIOSK}"
    installer(host, "ssh", "--undo", "--yes")


@ROOT_ONLY
@needs("sshd", "unshare", "systemctl")
def test_what_an_undo_shows_is_said_once_and_in_words(host: Host) -> None:
    nothing_installed(host)
    installer(host, "ssh", "--reopen", "--yes")
    installer(host, "console", "--yes")
    for name in ("ssh", "console"):
        shown = [line for line in installer(host, name, "--undo").splitlines() if line.startswith("  ")]
        assert len(shown) > 10
        assert [line for line in shown if shown.count(line) > 1] == []
        assert [line for line in shown if "_" in line.split()[0]] == [], "the name of a function of ours"
    for name in ("ssh", "console"):
        installer(host, name, "--undo", "--yes")
    assert not list((host.inside / "etc/systemd/system").glob("user*"))


def test_the_one_file_needs_no_git_to_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    build = runpy.run_path(str(DEPLOY / "build-one-file"))
    assert build["last_change"]() == "315532800"


def test_every_program_of_deploy_is_a_shell_script_that_parses() -> None:
    scripts = [file for file in DEPLOY.rglob("*") if file.is_file() and file.read_text().startswith("#!/bin/sh")]
    assert len(scripts) >= 8
    for script in [*scripts, *DEPLOY.rglob("*.sh")]:
        subprocess.run(["sh", "-n", str(script)], check=True)
        assert os.access(script, os.X_OK) == (script.suffix != ".sh")
    assert program("sh")
