// Package cli is the command line: one file a command.
//
// Exit codes: 0 done (single bad rows are in the report), 1 nothing changed, 2 wrong usage.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"reflect"
	"syscall"

	"github.com/alecthomas/kong"

	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// commands is the whole command line.
type commands struct {
	config.Config

	Demo     demoCommand     `cmd:"" help:"Start a living sample of the system with invented organizations (見本を動かす)."`
	Serve    serveCommand    `cmd:"" help:"Serve the pages and the API (本番を動かす)."`
	Import   importCommands  `cmd:"" help:"Read official open data into the register (公的データの取込)."`
	Verify   verifyCommand   `cmd:"" help:"Verify that the log of who did what is as it was recorded (監査記録の検証)."`
	User     userCommands    `cmd:"" help:"The first administrator, and the list of people (利用者)."`
	Bank     bankCommands    `cmd:"" help:"The contribution bank: check draws (社会貢献バンク)."`
	Policy   policyCommands  `cmd:"" help:"Explain who may do what (権限の説明)."`
	Backup   backupCommand   `cmd:"" help:"Copy the whole database into one file, while the system runs (バックアップ)."`
	Restore  restoreCommand  `cmd:"" help:"Fill an empty database of either engine from a backup, or only check the backup (復元)."`
	Erasures erasuresCommand `cmd:"" help:"List whose data were erased and when, by id, to keep it elsewhere (消去の一覧)."`
	Match    matchCommands   `cmd:"" help:"Explain who may suit a listing (候補の説明)."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database's schema up to date (スキーマの更新)."`
	Check    checkCommand    `cmd:"" help:"Check the configuration and the database, and print both (設定の確認)."`
}

// defaultDatabase stands in the tag of config.Config.
const defaultDatabase = "sqlite:kyodo-data/kyodo.db"

// terminal is what a command talks to.
type terminal struct {
	ctx    context.Context // done at the first signal
	now    context.Context // done at the second
	in     io.Reader
	out    io.Writer
	err    io.Writer
	config config.Config
}

// Run runs the command line and returns the exit code.
func Run(args []string, in io.Reader, out, errs io.Writer) int {
	var c commands
	exit := -1
	parser, err := kong.New(&c, kong.Name("kyodo"), kong.UsageOnError(), kong.Writers(out, errs),
		kong.Description("Kyodo（協働）: the public register of NPO corporations and the bank of contributions."),
		kong.TypeMapper(reflect.TypeFor[term.Date](), kong.MapperFunc(readDate)), kong.Exit(func(code int) { exit = code }))
	if err != nil {
		fmt.Fprintln(errs, err)
		return 2
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help
		return exit
	}
	if err != nil {
		parser.Errorf("%s", err)
		return 2
	}
	if err := c.Validate(); err != nil {
		explain(errs, err)
		return 2
	}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	now, cancelNow := context.WithCancel(context.Background())
	defer cancelNow()
	go func() { // the second signal means at once
		<-stop.Done()
		again := make(chan os.Signal, 1)
		signal.Notify(again, os.Interrupt, syscall.SIGTERM)
		select {
		case <-again:
			cancelNow()
		case <-now.Done():
		}
	}()
	t := &terminal{ctx: stop, now: now, in: in, out: out, err: errs, config: c.Config}
	err = command.Run(t)
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		explain(errs, err)
		return 2
	}
	explain(errs, err)
	return 1
}

// readDate reads a day in any of the ways in which people write it.
func readDate(ctx *kong.DecodeContext, target reflect.Value) error {
	var text string
	if err := ctx.Scan.PopValueInto("date", &text); err != nil {
		return err
	}
	day, err := term.Parse(text)
	if err != nil {
		return fmt.Errorf("%q: 2026-11-22 や R8.11.22 の形で指定してください", text)
	}
	target.Set(reflect.ValueOf(day))
	return nil
}

// usageError is wrong usage that only the command itself can see.
type usageError struct{ error }

// explain says in Japanese what went wrong, as far as the error is one for people.
func explain(w io.Writer, err error) {
	var file *intake.FileError
	var fields fault.Fields
	switch {
	case errors.As(err, &file):
		fmt.Fprintf(w, "取り込めません。何も変更していません。\n%s\n", file.Error())
	case errors.As(err, &fields):
		for _, f := range fields {
			fmt.Fprintf(w, "%s: %s\n", f.Name, f.Says)
		}
	case explainBackup(w, err):
	case errors.Is(err, fault.Conflict):
		fmt.Fprintf(w, "ほかの処理と重なりました。少し待ってから、もう一度実行してください。（%v）\n", err)
	case errors.Is(err, fault.NotFound):
		fmt.Fprintf(w, "見つかりません。（%v）\n", err)
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "中断しました。同じコマンドをもう一度実行すると、続きから再開します。")
	default:
		fmt.Fprintln(w, "エラー:", err)
	}
}

// logger returns the structured log on the error stream.
func (t *terminal) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(t.config.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewJSONHandler(t.err, &slog.HandlerOptions{Level: level}))
}

// open opens the database and brings its schema up to date, as every command does first.
func (t *terminal) open() (*sqldb.DB, error) {
	db, err := sqldb.Open(t.ctx, t.config.Database, sqldb.Options{})
	if err != nil {
		return nil, err
	}
	if err := sqldb.Migrate(t.ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// register opens the database and returns the register without a search index: a running server
// beside this command follows by itself.
func (t *terminal) register() (*register.Service, func() error, error) {
	db, err := t.open()
	if err != nil {
		return nil, nil, err
	}
	secret, err := t.secret()
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	ids := &id.Source{}
	end := func() error { // without a server beside it, this command puts its own entries into the log's tree
		sequencer := &audit.Sequencer{DB: db, Key: secret, Log: t.logger()}
		return errors.Join(sequencer.Drain(t.now), db.Close())
	}
	return &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids, Key: secret}, Calendar: term.LocalGovernment()}, end, nil
}
