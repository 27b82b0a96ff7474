package audit

import "golang.org/x/mod/sumdb/tlog"

// StateOf returns the stored state of a tree of rows, each with the columns of table audit as text.
func StateOf(rows [][]any) string {
	var f frontier
	for _, row := range rows {
		var r stored
		for i, target := range r.targets() {
			switch target := target.(type) {
			case *string:
				*target = row[i].(string)
			case *Actor:
				*target = Actor(row[i].(string))
			case *Result:
				*target = Result(row[i].(string))
			}
		}
		f.add(tlog.RecordHash(append(r.append(nil), r.MAC...)))
	}
	return f.String()
}
