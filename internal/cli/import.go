package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// importCommands are the importers.
type importCommands struct {
	Houjin    importHoujin    `cmd:"" help:"国税庁 法人番号 CSV (全件・差分)."`
	NpoPortal importPortal    `cmd:"" name:"npo-portal" help:"内閣府 NPO法人ポータル 行政入力情報 CSV."`
	Groups    importGroups    `cmd:"" help:"任意団体の名簿 .xlsx・CSV (支援センターと市町)."`
	Questions questionsImport `cmd:"" help:"List the rows that a person must decide, and answer them (判断待ちの行)."`
}

// importFlags are common to the importers.
type importFlags struct {
	Files   []string  `arg:"" name:"file" type:"existingfile" help:"Files: CSV, or a .gz or .zip of one."`
	DryRun  bool      `help:"Read and judge everything, write nothing (試し取込)."`
	Report  string    `help:"Write the report as JSON to this file (報告の書き出し先)." placeholder:"OUT.json"`
	AsOf    term.Date `help:"The day for which the file speaks, where the file does not say it: 2026-11-22 or R8.11.22 (時点)." placeholder:"DATE"`
	MaxMB   int64     `name:"max-mb" default:"200" help:"Refuse files above this size when unpacked, in MiB."`
	MaxRows int       `name:"max-rows" default:"500000" help:"Refuse files with more rows."`
}

type importHoujin struct{ importFlags }
type importPortal struct{ importFlags }

// Run imports the files in their order.
func (c *importHoujin) Run(t *terminal) error { return c.run(t, intake.Houjin) }

// Run imports the files in their order.
func (c *importPortal) Run(t *terminal) error { return c.run(t, intake.Portal) }

func (c *importFlags) run(t *terminal, family intake.Family) error {
	svc, closeDB, err := t.register()
	if err != nil {
		return err
	}
	defer closeDB()
	if len(c.Files) > 1 { // one of them broken: nothing of the others is written either
		for _, path := range c.Files {
			if _, err := intake.Check(t.ctx, path, family, c.limits(), nil); err != nil {
				fmt.Fprintln(t.err, filepath.Base(path))
				return err
			}
		}
	}
	var report *os.File
	if c.Report != "" { // a place that cannot be written is told before anything is imported
		if report, err = os.Create(c.Report); err != nil {
			return err
		}
		defer report.Close()
	}
	sum := register.Report{Rejected: []intake.Rejection{}, DryRun: c.DryRun}
	for _, path := range c.Files {
		rep, err := c.one(t, svc, family, path)
		if err != nil {
			if report != nil { // nothing was done, so there is nothing to report
				os.Remove(c.Report)
			}
			return err
		}
		sum.Rows += rep.Rows
		sum.Created += rep.Created
		sum.Updated += rep.Updated
		sum.Unchanged += rep.Unchanged
		sum.Asked += rep.Asked
		sum.Closed += rep.Closed
		sum.Rejected = append(sum.Rejected, rep.Rejected...)
		sum.Resumed = sum.Resumed || rep.Resumed
	}
	if report == nil {
		return nil
	}
	w := json.NewEncoder(report)
	w.SetIndent("", "  ")
	w.SetEscapeHTML(false)
	return w.Encode(sum)
}

func (c *importFlags) limits() intake.Limits {
	return intake.Limits{FileBytes: c.MaxMB << 20, Rows: c.MaxRows}
}

// shownRejections is how many rejected rows the screen shows; the report has them all.
const shownRejections = 20

func (c *importFlags) one(t *terminal, svc *register.Service, family intake.Family, path string) (register.Report, error) {
	bar := &bar{t: t}
	start := time.Now()
	rep, err := svc.Import(t.ctx, family, path, register.ImportOptions{DryRun: c.DryRun, AsOf: c.AsOf,
		Limits:   c.limits(),
		Progress: bar.move})
	bar.finish()
	if err != nil {
		return rep, err
	}
	took := time.Since(start)
	if c.DryRun {
		fmt.Fprintln(t.out, "試し取込です。何も書き込んでいません。")
	}
	if rep.Resumed {
		fmt.Fprintln(t.out, "前回の続きから再開しました。")
	}
	fmt.Fprintf(t.out, "%s（%s、%s）\n", rep.Summary.Path, rep.Summary.Encoding, rep.Summary.Layout)
	fmt.Fprintf(t.out, "  %d rows: %d created, %d updated, %d unchanged, %d closed, %d questions, %d rejected\n",
		rep.Rows, rep.Created, rep.Updated, rep.Unchanged, rep.Closed, rep.Asked, len(rep.Rejected))
	fmt.Fprintf(t.out, "  %d行：新規 %d、更新 %d、変更なし %d（うち閉鎖・解散 %d）、要確認 %d、取り込めなかった箇所 %d\n",
		rep.Rows, rep.Created, rep.Updated, rep.Unchanged, rep.Closed, rep.Asked, len(rep.Rejected))
	fmt.Fprintf(t.out, "  %.1f秒（%.0f行/秒）\n", took.Seconds(), float64(rep.Rows)/max(took.Seconds(), 0.001))
	for i, r := range rep.Rejected {
		if i == shownRejections {
			fmt.Fprintf(t.out, "  ほか %d 箇所。--report FILE で全部を書き出せます。\n", len(rep.Rejected)-i)
			break
		}
		fmt.Fprintf(t.out, "  %d行目 %s：%s\n", r.Line, r.Column, r.Reason)
	}
	if rep.Asked > 0 {
		fmt.Fprintln(t.out, "  「kyodo import questions」で、判断を待っている行を確かめられます。")
	}
	return rep, nil
}

// bar shows how far an import is, on the error stream.
type bar struct {
	t     *terminal
	phase string
	bar   *progressbar.ProgressBar
}

var phases = map[string]string{"check": "点検", "import": "取込"}

func (b *bar) move(phase string, done, total int64) {
	if phase != b.phase {
		b.finish()
		b.phase = phase
		b.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.t.err), progressbar.OptionSetDescription(phases[phase]),
			progressbar.OptionShowBytes(true), progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	b.bar.Set64(min(done, total)) // #nosec G104 -- a bar that cannot be drawn stops no import
}

func (b *bar) finish() {
	if b.bar != nil {
		b.bar.Finish() // #nosec G104 -- a bar that cannot be drawn stops no import
	}
}
