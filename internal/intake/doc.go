// Package intake reads the official open-data files about corporations and yields
// typed rows: the 国税庁 法人番号 CSV (official layout without header, or with a
// header of English or Japanese column names) and the 内閣府 NPO法人ポータル
// 行政入力情報 CSV (60 and 45 columns).
//
// It writes nothing and knows no database. Check reads a whole file once and says
// what it is, or returns a *FileError that says in Japanese where it is broken.
// HoujinRows and PortalRows then read it again row by row; a row that cannot be
// taken is a *Rejection, everything else goes on.
//
// Bytes come from a stranger. A file may be plain, gzip or zip (told by its first
// bytes, never by its name), in any encoding that package ja knows; one small
// scanner with hard limits is the only code that splits it, so that memory stays
// the same whatever the file holds.
package intake
