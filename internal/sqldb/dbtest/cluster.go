package dbtest

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const templateName = "kyodo_template"

// cluster is a PostgreSQL server of this test process alone. It ends with the process.
type cluster struct {
	dir   string   // socket and data; "" when url names a server
	url   *url.URL // KYODO_TEST_POSTGRES
	admin *sql.DB
}

var theCluster = sync.OnceValues(startCluster)

func (c *cluster) exec(text string) error {
	_, err := c.admin.Exec(text)
	return err
}

func startCluster() (*cluster, error) {
	c := &cluster{}
	if s := os.Getenv("KYODO_TEST_POSTGRES"); s != "" {
		u, err := url.Parse(s)
		if err != nil {
			return nil, err
		}
		c.url = u
	} else if err := c.start(); err != nil {
		return nil, err
	}
	var err error
	if c.admin, err = sql.Open("pgx", c.dsn("postgres")); err != nil {
		return nil, err
	}
	c.admin.SetMaxOpenConns(4)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if err = c.admin.Ping(); err == nil {
			break
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("the PostgreSQL cluster does not answer: %w", err)
		}
	}
	if c.url != nil { // a server that outlives us: make the template anew
		c.exec(`DROP DATABASE IF EXISTS "` + templateName + `" WITH (FORCE)`) // #nosec G104 -- a server for tests that ends with them
	}
	if err := c.exec(`CREATE DATABASE "` + templateName + `" TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`); err != nil {
		return nil, err
	}
	return c, migrate(c.dsn(templateName))
}

// start makes a cluster in a directory of its own, as an unprivileged user when we are root,
// without a TCP port. The server dies with this process, however it ends.
func (c *cluster) start() error {
	bin, err := serverBinaries()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("/tmp", "kpg") // not t.TempDir: a socket path has at most 107 bytes
	if err != nil {
		return err
	}
	c.dir = dir
	attr := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		uid, gid, err := unprivileged()
		if err != nil {
			return err
		}
		if err := os.Chown(dir, int(uid), int(gid)); err != nil {
			return err
		}
		attr.Credential = &syscall.Credential{Uid: uid, Gid: gid}
	}
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TZ=UTC", "LC_ALL=C.UTF-8"}
	data := filepath.Join(dir, "d")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "kyodo", "-A", "trust", "-E", "UTF8", // #nosec G204 -- fixed programs with fixed arguments, for tests
		"--locale=C.UTF-8", "--no-sync", "--no-instructions")
	initdb.SysProcAttr, initdb.Dir, initdb.Env = attr, dir, env
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, bytes.TrimSpace(out))
	}
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=", // #nosec G204 -- fixed programs with fixed arguments, for tests
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=80")
	childAttr := *attr
	childAttr.Pdeathsig = syscall.SIGQUIT
	server.SysProcAttr, server.Dir, server.Env = &childAttr, dir, env
	started := make(chan error)
	go func() { // Pdeathsig follows the thread that starts the child, so this thread stays
		runtime.LockOSThread()
		err := server.Start()
		started <- err
		if err == nil {
			server.Wait() // #nosec G104 -- a server for tests that ends with them
		}
	}()
	if err := <-started; err != nil {
		return err
	}
	return sweep(dir)
}

// sweep removes directories of clusters whose process is gone.
func sweep(mine string) error {
	old, err := filepath.Glob("/tmp/kpg*")
	for _, dir := range old {
		if dir == mine {
			continue
		}
		pid, err := os.ReadFile(filepath.Join(dir, "d", "postmaster.pid")) // #nosec G304 -- a path that the tests made
		line, _, _ := bytes.Cut(pid, []byte("\n"))
		n, bad := strconv.Atoi(string(line))
		if info, e := os.Stat(dir); e == nil && time.Since(info.ModTime()) < time.Minute {
			continue
		}
		if err != nil || bad != nil || errors.Is(syscall.Kill(n, 0), syscall.ESRCH) {
			os.RemoveAll(dir)
		}
	}
	return err
}

func serverBinaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("postgres")
	if err != nil {
		return "", errors.New("no PostgreSQL server program found")
	}
	return filepath.Dir(path), nil
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

func unprivileged() (uid, gid uint32, err error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		a, _ := strconv.Atoi(u.Uid)
		b, _ := strconv.Atoi(u.Gid)
		return uint32(a), uint32(b), nil // #nosec G115 -- numbers of users on this machine
	}
	return 0, 0, errors.New("no unprivileged user to run PostgreSQL as")
}
