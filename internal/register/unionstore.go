package register

import (
	"slices"

	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

const unionColumns = `id, keep_id, gone_id, reason, actor, post, profile_moved, made_at, undone_at, undone_by`

func scanUnion(r sqldb.Row) (u Union, err error) {
	err = r.Scan(&u.ID, &u.Keep, &u.Gone, &u.Reason, &u.Actor, &u.Post, &u.profileMoved, sqldb.Time(&u.MadeAt), sqldb.Time(&u.UndoneAt),
		&u.UndoneBy)
	return u, err
}

func insertUnion(tx *sqldb.Tx, u Union) error {
	_, err := tx.Exec(`INSERT INTO organization_union (`+unionColumns+`) VALUES `+sqldb.Values(1, 10), u.ID, string(u.Keep), string(u.Gone),
		u.Reason, u.Actor, u.Post, u.profileMoved, u.MadeAt, "", "")
	return err
}

func endUnion(tx *sqldb.Tx, id, actor string) error {
	_, err := tx.Exec(`UPDATE organization_union SET undone_at = $1, undone_by = $2 WHERE id = $3`, tx.Now, actor, id)
	return err
}

func unionByID(tx *sqldb.Tx, id string) (Union, bool, error) {
	return sqldb.One(tx, scanUnion, `SELECT `+unionColumns+` FROM organization_union WHERE id = $1`, id)
}

// mergeInto makes gone, and what had been merged into it, lead to keep. Its number becomes free.
func mergeInto(tx *sqldb.Tx, gone, keep ID) error {
	_, err := tx.Exec(`UPDATE organization SET united_into = $1, updated_at = $2 WHERE united_into = $3 AND united_into <> ''`, string(keep), tx.Now, string(gone))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE organization SET united_into = $1, corporate_number = NULL, version = version + 1, updated_at = $2 WHERE id = $3`,
		string(keep), tx.Now, string(gone))
	return err
}

// splitFrom makes the records that had been merged into gone lead to it again.
func splitFrom(tx *sqldb.Tx, gone ID, own []ID) error {
	for _, x := range own {
		_, err := tx.Exec(`UPDATE organization SET united_into = $1, updated_at = $2 WHERE id = $3`, string(gone), tx.Now, string(x))
		if err != nil {
			return err
		}
	}
	return nil
}

func freeNumber(tx *sqldb.Tx, oid ID) error {
	_, err := tx.Exec(`UPDATE organization SET corporate_number = NULL WHERE id = $1`, string(oid))
	return err
}

// standingUnder returns which members of an organization lead to top through unions that stand.
func standingUnder(tx *sqldb.Tx, top ID, one *known) (own []ID, err error) {
	keys := make([]string, len(one.members))
	for i, x := range one.members {
		keys[i] = string(x)
	}
	into := map[ID]ID{}
	err = inChunks(keys, func(in string, args []any) error {
		return sqldb.Each(tx, `SELECT gone_id, keep_id FROM organization_union WHERE undone_at = '' AND gone_id IN `+in, args, func(r sqldb.Row) error {
			var gone, keep ID
			err := r.Scan(&gone, &keep)
			into[gone] = keep
			return err
		})
	})
	for _, x := range one.members {
		for y := into[x]; y != ""; y = into[y] {
			if y == top {
				own = append(own, x)
				break
			}
		}
	}
	return own, err
}

// membersOf returns the records that were merged into each of the organizations, in their order.
func membersOf(tx *sqldb.Tx, ids []string) (map[ID][]ID, error) {
	by := map[ID][]ID{}
	err := inChunks(ids, func(in string, args []any) error {
		return sqldb.Each(tx, `SELECT id, united_into FROM organization WHERE united_into <> '' AND united_into IN `+in, args, func(r sqldb.Row) error {
			var x, root ID
			err := r.Scan(&x, &root)
			if !slices.Contains(by[root], x) {
				by[root] = append(by[root], x)
			}
			return err
		})
	})
	for _, list := range by {
		slices.Sort(list)
	}
	return by, err
}

// standing returns the organizations that the records are, or became, each once.
func standing(tx *sqldb.Tx, oids []ID) (ids []string, err error) {
	keys := make([]string, len(oids))
	for i, x := range oids {
		keys[i] = string(x)
	}
	list, err := where(tx, "id", keys)
	for _, o := range list {
		oid := o.ID
		if o.United != "" {
			oid = o.United
		}
		ids = append(ids, string(oid))
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// unitedByName returns records of unions that were known by one of the names.
func unitedByName(tx *sqldb.Tx, keys []string) ([]Organization, error) {
	var ids []string
	err := inChunks(keys, func(in string, args []any) error {
		found, err := sqldb.All(tx, sqldb.Text, `SELECT organization_id FROM union_name WHERE name_key IN `+in, args...)
		ids = append(ids, found...)
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	slices.Sort(ids)
	return byIDs(tx, slices.Compact(ids))
}

// saveNames notes the names by which each record of a united organization is known. They stay after
// an undo: whoever finds a record by such a name compares it again.
func saveNames(tx *sqldb.Tx, k *known) error {
	if len(k.members) == 0 {
		return nil
	}
	for _, f := range k.faces() {
		_, err := tx.Exec(`INSERT INTO union_name (name_key, organization_id) VALUES ($1, $2) ON CONFLICT (name_key, organization_id) DO NOTHING`,
			ja.NameKey(f.Name), string(f.ID))
		if err != nil {
			return err
		}
	}
	return nil
}

// unitedWith returns the record, that into which it was merged, and all that were merged into either.
func unitedWith(tx *sqldb.Tx, oid ID) ([]ID, error) {
	o, ok, err := byID(tx, oid)
	if err != nil || !ok {
		return nil, err
	}
	by, err := membersOf(tx, []string{string(o.ID)})
	return append([]ID{o.ID}, by[o.ID]...), err
}
