package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kyodo/internal/cli"
	"kyodo/internal/sqldb"
)

// kyodo runs the command line on a database in dir and returns the exit code and what it printed.
func kyodo(dir string, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	args = append([]string{"--database=sqlite:" + filepath.Join(dir, "kyodo.db"), "--secret=" + strings.Repeat("k", 32)}, args...)
	code = cli.Run(args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// TestVerifyNamesWhatWasDoneToTheLog changes the log of an import with the triggers dropped, once
// in each way; package audit tries each way forty times.
func TestVerifyNamesWhatWasDoneToTheLog(t *testing.T) {
	dir := t.TempDir()
	rows := []string{"corporateNumber,process,correct,updateDate,changeDate,name,kind,prefectureName,cityName,streetNumber,prefectureCode,cityCode,postCode,closeDate,closeCause,assignmentDate,latest,furigana,hihyoji",
		"7990005088801,01,0,2026-01-05,2015-10-05,特定非営利活動法人ためし一【架空】,399,山口県,萩市,江向１番地,35,204,7580041,,,2015-10-05,1,タメシイチ,0",
		"6990005088802,01,0,2026-01-05,2015-10-05,特定非営利活動法人ためし二【架空】,399,山口県,光市,中央１番地,35,210,7430021,,,2015-10-05,1,タメシニ,0"}
	file := filepath.Join(dir, "houjin.csv")
	if err := os.WriteFile(file, []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := kyodo(dir, "import", "houjin", file); code != 0 {
		t.Fatal(errs)
	}
	_, head, _ := kyodo(dir, "verify", "--head")
	anchor := filepath.Join(dir, "anchor.txt")
	if err := os.WriteFile(anchor, []byte(head), 0o600); err != nil {
		t.Fatal(err)
	}
	image, err := os.ReadFile(filepath.Join(dir, "kyodo.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		code       int
		says       string
	}{
		{"nothing", `SELECT 1`, 0, ""},
		{"edit", `UPDATE audit SET actor = 'x' WHERE id = (SELECT entry_id FROM audit_leaf WHERE seq = 1)`, 1, "番号 1、記録 "},
		{"delete", `DELETE FROM audit WHERE id = (SELECT entry_id FROM audit_leaf WHERE seq = 1)`, 1, "番号 1、記録 "},
		{"swap", `UPDATE audit_leaf SET seq = 9 WHERE seq = 0; UPDATE audit_leaf SET seq = 0 WHERE seq = 2; UPDATE audit_leaf SET seq = 2 WHERE seq = 9`,
			1, "ほかの番号の記録がここに移されています（moved）"},
		{"insert", `INSERT INTO audit (id, at, actor, action, object, detail) VALUES ('forged', '', 'x', 'a.b', 'o', '')`, 1, "番号なし、記録 forged"},
		{"cut", `DELETE FROM audit; DELETE FROM audit_leaf; DELETE FROM audit_head; UPDATE audit_tree SET size = 0, frontier = ''`, 1,
			"番号 0：ここから後の記録が切り取られています（cut）"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "kyodo.db")
			if err := os.WriteFile(path, image, 0o600); err != nil {
				t.Fatal(err)
			}
			db, err := sqldb.Open(context.Background(), "sqlite:"+path, sqldb.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Update(context.Background(), func(tx *sqldb.Tx) error {
				names, err := sqldb.All(tx, sqldb.Text, `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'`)
				for _, name := range names {
					if _, err := tx.Exec(`DROP TRIGGER ` + name); err != nil {
						return err
					}
				}
				if err == nil {
					_, err = tx.Exec(c.text)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			code, _, errs := kyodo(dir, "verify", "--anchor="+anchor)
			if code != c.code || !strings.Contains(errs, c.says) {
				t.Errorf("exit code %d, want %d with %q: %s", code, c.code, c.says, errs)
			}
			if code, _, errs := kyodo(dir, "verify"); c.name == "cut" && code != 0 {
				t.Errorf("a perfect cut is found without the anchor, so the anchor proves nothing: %s", errs)
			}
		})
	}
}
