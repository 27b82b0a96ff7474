package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// timeLayout is how a time is stored: fixed-width UTC text, which sorts as text on both engines.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Tx is a transaction. A View's is a snapshot that cannot write; an Update's may run more than
// once, so results are assigned, not appended, and effects outside the database wait for AfterCommit.
type Tx struct {
	Now time.Time // stands still during the transaction, in microseconds

	ctx    context.Context
	tx     *sql.Tx
	stmts  *statements
	engine Engine
	watch  func() // at each statement
	before []func(*Tx) error
	after  []func()
}

// Context returns the transaction's context. It refuses a second Update inside this one.
func (tx *Tx) Context() context.Context { return tx.ctx }

// SQL returns the transaction underneath, for jobs alone.
func (tx *Tx) SQL() *sql.Tx { return tx.tx }

// Last registers f to run as the last statements of the transaction, once everything else is
// written. Calls run in the order of registration.
func (tx *Tx) Last(f func(*Tx) error) { tx.before = append(tx.before, f) }

// AfterCommit registers f to run once the transaction is durable, before the caller is answered.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

func (tx *Tx) last() error {
	for i := 0; i < len(tx.before); i++ {
		if err := tx.before[i](tx); err != nil {
			return err
		}
	}
	return nil
}

// Exec runs a statement and returns how many rows it touched.
func (tx *Tx) Exec(text string, args ...any) (int64, error) {
	bind(args)
	tx.watch()
	var res sql.Result
	var err error
	if st := tx.stmts.in(tx.ctx, tx.tx, text); st != nil {
		res, err = st.ExecContext(tx.ctx, args...)
	} else {
		res, err = tx.tx.ExecContext(tx.ctx, text, args...)
	}
	if err != nil {
		return 0, fmt.Errorf("exec %.60q: %w", text, err)
	}
	return res.RowsAffected()
}

// Row is what a scan function reads: one row.
type Row interface{ Scan(dest ...any) error }

// Each calls f for every row of the query, and stops at the first error.
func Each(tx *Tx, text string, args []any, f func(Row) error) error {
	bind(args)
	tx.watch()
	var rows *sql.Rows
	var err error
	if st := tx.stmts.in(tx.ctx, tx.tx, text); st != nil {
		rows, err = st.QueryContext(tx.ctx, args...)
	} else {
		rows, err = tx.tx.QueryContext(tx.ctx, text, args...)
	}
	if err != nil {
		return fmt.Errorf("query %.60q: %w", text, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// All returns every row of the query.
func All[T any](tx *Tx, scan func(Row) (T, error), text string, args ...any) ([]T, error) {
	var all []T
	err := Each(tx, text, args, func(r Row) error {
		v, err := scan(r)
		if err != nil {
			return err
		}
		all = append(all, v)
		return nil
	})
	return all, err
}

// One returns the only row of the query, or ok = false when there is none.
func One[T any](tx *Tx, scan func(Row) (T, error), text string, args ...any) (v T, ok bool, err error) {
	err = Each(tx, text, args, func(r Row) (err error) {
		v, err = scan(r)
		ok = err == nil
		return err
	})
	return v, ok, err
}

// Text scans a row of one column of text.
func Text(r Row) (s string, err error) { err = r.Scan(&s); return s, err }

// Int scans a row of one number.
func Int(r Row) (n int64, err error) { err = r.Scan(&n); return n, err }

// bind turns times into stored text.
func bind(args []any) {
	for i, a := range args {
		if t, ok := a.(time.Time); ok {
			args[i] = Stamp(t)
		}
	}
}

// Stamp returns t as it is stored.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeLayout)
}

// Time returns a scan target for a stored time. Empty text is the zero time.
func Time(t *time.Time) sql.Scanner { return (*stamp)(t) }

type stamp time.Time

func (s *stamp) Scan(v any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("a time is stored as text, not %T", v)
	}
	if text == "" {
		*s = stamp{}
		return nil
	}
	t, err := time.Parse(timeLayout, text)
	*s = stamp(t)
	return err
}

// Null returns nil for the zero value, so that a nullable column holds NULL.
func Null[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// OrZero returns a scan target that leaves the zero value for NULL.
func OrZero[T any](v *T) sql.Scanner { return &orZero[T]{v} }

type orZero[T any] struct{ v *T }

func (o *orZero[T]) Scan(v any) error {
	var n sql.Null[T]
	if err := n.Scan(v); err != nil {
		return err
	}
	*o.v = n.V
	return nil
}
