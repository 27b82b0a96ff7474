package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/id"
)

type bankCommands struct {
	Draw drawCommand `cmd:"" help:"Show or check the draw of a listing that is given by lot (抽選の確認)."`
}

type drawCommand struct {
	Listing string `arg:"" help:"A listing's id, or the record of a draw as /bank/draws/ID.json gives it, - for standard input (掲載番号か記録のファイル)." placeholder:"LISTING|FILE"`
	Verify  bool   `help:"Recompute the result from the seed; a wrong one ends with code 1 (検算する)."`
}

// Run prints the record of a draw, and recomputes it. A file needs no database.
func (c *drawCommand) Run(t *terminal) error {
	d, err := c.record(t)
	if err != nil {
		return err
	}
	if !c.Verify {
		out := json.NewEncoder(t.out)
		out.SetIndent("", "  ")
		return out.Encode(d)
	}
	if err := d.Verify(); err != nil {
		return fmt.Errorf("抽選の結果が、公開された手順と合いません: %w", err)
	}
	fmt.Fprintf(t.out, "抽選の結果は正しいです。申込み%d件。約束 SHA-256 %s\n", len(d.Entries), d.Commitment)
	return nil
}

// maxRecord bounds the file of a record.
const maxRecord = 4 << 20

// record reads the draw of a listing from the database, beside a running server too, or from a file.
func (c *drawCommand) record(t *terminal) (d bank.Draw, err error) {
	if c.Listing != "-" && id.Valid(c.Listing) {
		db, err := t.open()
		if err != nil {
			return d, err
		}
		defer db.Close()
		d, err = (&bank.Service{DB: db}).DrawOf(t.ctx, c.Listing)
		if errors.Is(err, fault.NotFound) {
			return d, usageError{fmt.Errorf("掲載%sに、抽選の記録はありません", c.Listing)}
		}
		return d, err
	}
	in := t.in
	if c.Listing != "-" {
		f, err := os.Open(c.Listing)
		if err != nil {
			return d, usageError{fmt.Errorf("掲載番号でもファイルでもありません: %w", err)}
		}
		defer f.Close()
		in = f
	}
	read := json.NewDecoder(io.LimitReader(in, maxRecord))
	read.DisallowUnknownFields()
	if err := read.Decode(&d); err != nil {
		return d, usageError{fmt.Errorf("抽選の記録として読めません: %w", err)}
	}
	return d, nil
}
