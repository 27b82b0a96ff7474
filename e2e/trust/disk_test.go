package trust

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// diskSize is that of the file system which loses its power.
const diskSize = 256 << 20

// asRoot runs a command as root, by sudo where we are not.
func asRoot(name string, args ...string) error {
	if os.Getuid() != 0 {
		args = append([]string{"-n", name}, args...)
		name = "sudo"
	}
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(string(out)))
	}
	return nil
}

// newImage returns the path of an image with an empty ext4 file system, which this machine can
// mount. Where it cannot, the test fails in CI and says so loudly elsewhere.
func newImage(t testing.TB) string {
	t.Helper()
	image := filepath.Join(imageDir(t), "disk.img")
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(image, diskSize); err != nil {
		t.Fatal(err)
	}
	mkfs, err := exec.LookPath("mkfs.ext4")
	if err != nil {
		mkfs = "/sbin/mkfs.ext4"
	}
	out, err := exec.Command(mkfs, "-q", "-F", "-E", fmt.Sprintf("root_owner=%d:%d,lazy_itable_init=0,lazy_journal_init=0", os.Getuid(), os.Getgid()),
		image).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s: %w: %s", mkfs, err, strings.TrimSpace(string(out)))
	} else {
		dir := t.TempDir()
		if err = asRoot("mount", "-o", "loop", image, dir); err == nil {
			err = asRoot("umount", dir)
		}
	}
	if err == nil {
		return image
	}
	if required("loop") {
		t.Fatalf("loop mounts are required here: %v", err)
	}
	t.Skipf("POWER CUT NOT TESTED: an ext4 image cannot be mounted here: %v", err)
	return ""
}

// imageDir is a folder for images: in memory where there is room, so that the fsync of a busy
// machine's own disk does not slow the tests. What counts as stored is what has reached the image.
func imageDir(t testing.TB) string {
	t.Helper()
	const memory = "/dev/shm"
	var s syscall.Statfs_t
	if err := syscall.Statfs(memory, &s); err != nil || int64(s.Bavail)*s.Bsize < 8*diskSize {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(memory, "kyodo-trust")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// copyImage copies an image with its holes beside it and returns the path of the copy, which
// lives as long as the test unless it is removed before.
func copyImage(t testing.TB, from, name string) (to string) {
	t.Helper()
	to = filepath.Join(filepath.Dir(from), name)
	if out, err := exec.Command("cp", "--sparse=always", from, to).CombinedOutput(); err != nil {
		t.Fatalf("cp: %v: %s", err, out)
	}
	return to
}

// mount mounts an image in a folder of its own until the returned function is called or the test
// ends. The file system writes by itself only after a minute: what is on the image before that was
// asked for by fsync.
func mount(t testing.TB, image string) (dir string, umount func()) {
	t.Helper()
	dir = t.TempDir()
	if err := asRoot("mount", "-o", "loop,commit=60", image, dir); err != nil {
		t.Fatal(err)
	}
	mounted := true
	umount = func() {
		if !mounted {
			return
		}
		mounted = false
		err := asRoot("umount", dir)
		for try := 0; err != nil && try < 20; try++ { // a process that was just killed may hold it still
			time.Sleep(50 * time.Millisecond)
			err = asRoot("umount", dir)
		}
		if err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(umount)
	return dir, umount
}

// cut is a power cut: from the kill of the process to the copy of what had reached the disk.
type cut struct {
	image string        // the disk after the cut
	after time.Duration // from the kill to the start of the copy
}

// powerCut kills by kill and copies the image before anything is written back.
func powerCut(t testing.TB, image string, kill func()) cut {
	t.Helper()
	start := time.Now()
	kill()
	after := time.Since(start)
	return cut{image: copyImage(t, image, "after.img"), after: after}
}
