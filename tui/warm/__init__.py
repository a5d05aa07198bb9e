"""The warm host: one process that has loaded the program forks each session, which starts sooner and shares memory.

`loading` loads, `host` listens and forks, `session` is what a forked process does, `enter` is the caller's side: a
file that needs no other and loads next to nothing. Only `cli` is above it. It is off until an administrator sets it up
(docs/ssh.md).

Who may do what, and why each wall stands:

- **Each account has a host of its own**, without any privilege. The other way, one process as root that forks and then
  becomes the caller's account, would share memory between accounts as well, but puts a large program in Python as root
  within reach of everybody who logs in, and could keep no login in the limits of its account. Here a host can only ever
  make processes that its account could make itself, and it runs in the account's own slice.
- **Who may connect.** The socket is in a folder that only this account can enter. The host looks who is at the other
  end (SO_PEERCRED) before it forks, and serves its own account alone, not even root; who enters looks in the same way,
  before it hands out its terminal.
- **The host reads nothing.** It greets, forks, and forgets: what a caller sends is read by the forked process, which is
  that caller's alone. So no caller can hold up, confuse or end the host, and no session can be ended by it: the host
  may be killed, restarted or replaced while people type.
- **Nothing of anybody is there before the fork**: the host opens no prep, no settings and no terminal, has no other
  thread, and never gets anything back from a session. What sessions share is what was loaded before, copied when it is
  written to.
- **A session is its caller's**: terminal, other open files, arguments, environment, folder, umask, limits, locale and
  time zone come from the caller. Handlers of signals are as new, random numbers begin anew. It is the leader of a
  session of its own, without a controlling terminal, so no key and no signal of another terminal reaches it.
- **A session ends with its caller.** The line between them has the kernel send SIGHUP as soon as the caller is gone,
  also when it was killed; the caller passes on SIGHUP, SIGTERM and SIGWINCH.
- **A host that is not there, hangs, or is of another version is not waited for.** It has half a second to greet with
  the stamp of the file that it was started from. The session begins only at the caller's last word, so that no second
  program ever comes on a terminal where one was started as ever.
- **What sessions do share**: where things lie in memory and the seed of Python's hashes are the same for all that one
  host forked. They are of use only to somebody who already found a hole in Python itself; that can read no other
  session then, as each has its own copy, may not be traced, and leaves no core file.
"""
