// Package backup copies the whole database into one file, while the program goes on writing, and
// fills an empty database of either engine from it.
//
// The file is a tar of
//
//	about.json                what it is of: program, schema, engine, time, tables and their columns
//	tables/NAME.NNNN.ndjson.gz  rows in the order of the key, each an array; the parts of a table
//	                          one after the other are its rows
//	manifest.json             the same as about.json, with rows and SHA-256 of each table
//	SHA256SUM                 the SHA-256 of every byte before this entry
//
// With a key the tar is sealed in pieces (seal.go). Every byte is covered, so that a file that was
// damaged or cut is known before anything is written.
package backup

import (
	"errors"

	"kyodo/internal/sqldb"
)

// What can be wrong with a file or a target. Test with errors.Is.
var (
	ErrDamaged   = errors.New("the file is damaged, cut or no backup")
	ErrKey       = errors.New("the key does not fit: it is another one, or the file was changed")
	ErrNeedsKey  = errors.New("the file is encrypted and no key was given")
	ErrNoSecret  = errors.New("a key was given and the file is not encrypted")
	ErrNotEmpty  = errors.New("the database is not empty")
	ErrTooNew    = errors.New("the file was made by a newer program")
	ErrUnrelated = errors.New("the file has a table or column that the schema of its time does not have")
)

// format is the version of the file's layout.
const format = 1

// Manifest says what a backup holds.
type Manifest struct {
	Format    int             `json:"format"`
	Program   string          `json:"program"`
	Schema    int64           `json:"schema"`
	Engine    sqldb.Engine    `json:"engine"`
	At        string          `json:"at"` // of the snapshot, UTC
	AuditHead string          `json:"audit_head"`
	Secret    string          `json:"secret,omitempty"` // see Options
	Tables    []TableManifest `json:"tables"`
}

// TableManifest says what a backup holds of one table.
type TableManifest struct {
	Name    string         `json:"name"`
	Columns []sqldb.Column `json:"columns"`
	Rows    int64          `json:"rows"`
	SHA256  string         `json:"sha256"` // of the rows as they stand in the unpacked parts
}

// Rows returns how many rows there are in all.
func (m Manifest) Rows() (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

const (
	aboutName    = "about.json"
	manifestName = "manifest.json"
	sumName      = "SHA256SUM"
	partFormat   = "tables/%s.%04d.ndjson.gz"

	maxPart = 4 << 20   // bytes of a part, packed: about so much is held in memory
	maxFile = 1 << 30   // bytes of a part or manifest that are read, unpacked
	maxRow  = 256 << 20 // bytes of one row that are read
)
