"""A small file system of the test's own, which a test can fill and empty: a real ENOSPC."""

import errno
import os
import pathlib
import subprocess
import tempfile


class SmallDisk:
    """A tmpfs. Mounting needs root: see `available`."""

    available = os.geteuid() == 0

    def __init__(self, megabytes):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="meridian-disk-"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "meridian-test", self.folder],
                       check=True, timeout=30)
        self._ballast = self.folder / "ballast"

    def fill(self):
        """Takes all the room that is left."""
        with open(self._ballast, "ab", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError as fault:
                    if fault.errno != errno.ENOSPC:
                        raise

    def free(self):
        self._ballast.unlink(missing_ok=True)

    def unmount(self):
        subprocess.run(["umount", "--lazy", self.folder], check=False, timeout=30)
        self.folder.rmdir()
