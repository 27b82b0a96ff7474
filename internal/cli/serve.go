package cli

import (
	"fmt"
	"hash/fnv"
	"net"
	"net/url"
	"os"
	"runtime/debug"

	"kyodo/internal/app"
	"kyodo/internal/config"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
)

type serveCommand struct{ config.Server }

// Run serves until it is told to stop.
func (c *serveCommand) Run(t *terminal) error {
	if err := c.Server.Validate(); err != nil {
		return usageError{err}
	}
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	return t.serve(db, c.Server, false, nil, nil)
}

// serve listens, builds the program on db, calls fill before and loaded
// after the search index is there, where they are given, and runs until told to stop.
func (t *terminal) serve(db *sqldb.DB, c config.Server, demo bool, fill, loaded func(*app.App) error) error {
	listeners, port, err := app.Listen(c.Addr)
	if err != nil {
		return err
	}
	closeAll := func() {
		for _, l := range listeners {
			l.Close()
		}
	}
	base, err := baseURL(c, port)
	if err != nil {
		closeAll()
		return err
	}
	var staff []net.Listener
	if c.StaffAddr != "" {
		if staff, _, err = app.Listen(c.StaffAddr); err != nil {
			closeAll()
			return err
		}
		closeAll = func() {
			for _, l := range append(listeners, staff...) {
				l.Close()
			}
		}
	}
	secret, err := t.secret()
	if err != nil {
		closeAll()
		return err
	}
	files, err := t.files(c)
	if err != nil {
		closeAll()
		return err
	}
	defer files.Close()
	a, err := app.New(db, app.Options{Config: c, Secret: secret, Files: files, BaseURL: base, Demo: demo, Version: t.version(), Log: t.logger()})
	if err != nil {
		closeAll()
		return err
	}
	if fill != nil {
		if err := fill(a); err != nil {
			closeAll()
			return err
		}
	}
	if err := a.Load(t.ctx); err != nil {
		closeAll()
		return err
	}
	if loaded != nil {
		if err := loaded(a); err != nil {
			closeAll()
			return err
		}
	}
	debug.FreeOSMemory() // what building the index took and does not keep
	var admin net.Listener
	if c.AdminAddr != "" {
		if admin, err = net.Listen("tcp", c.AdminAddr); err != nil {
			closeAll()
			return err
		}
	}
	fmt.Fprintln(t.out, base.String())
	if !demo {
		if err := t.setup(a); err != nil {
			closeAll()
			return err
		}
	}
	for _, line := range a.Doors {
		fmt.Fprintln(t.out, line)
	}
	if admin != nil {
		fmt.Fprintf(t.out, "admin: %s\n", admin.Addr())
	}
	return a.Run(t.ctx, t.now, listeners, staff, admin)
}

// setup prints the link with which the first administrator of an empty site comes in: there is no
// default account.
func (t *terminal) setup(a *app.App) error {
	empty, err := a.Accounts.Nobody(t.ctx)
	if err != nil || !empty {
		return err
	}
	link, err := a.Accounts.SetupLink(t.ctx, policy.FirstAdministrator)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "最初の管理者の設定（1時間だけ使えます） / first administrator, within an hour:\n  %s\n", link)
	return nil
}

// baseURL is the public address: the configured one, or http and the listening address.
func baseURL(c config.Server, port string) (*url.URL, error) {
	if c.BaseURL != "" {
		u, err := url.Parse(c.BaseURL)
		if err == nil {
			u.Path = ""
		}
		return u, err
	}
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && (ip.IsUnspecified() || ip.IsLoopback()) {
		host = "localhost"
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}, nil
}

// version tells this program and this database from others, so that a reader's browser does not
// keep a page of yesterday's program.
func (t *terminal) version() string {
	h := fnv.New32a()
	h.Write([]byte(t.config.Database))
	if path, err := os.Executable(); err == nil {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprint(h, info.Size(), info.ModTime().UnixNano())
		}
	}
	return fmt.Sprintf("%08x", h.Sum32())
}
