package inquiry

import "testing"

func TestUploads(t *testing.T) {
	pdf, zip := []byte("%PDF-1.7\n…"), []byte("PK\x03\x04…")
	for _, tt := range []struct {
		name string
		data []byte
		want string // the name under which it is kept, "" = refused
	}{
		{"見積書.pdf", pdf, "見積書.pdf"},
		{"C:\\Users\\me\\計画 1.PDF", pdf, "計画 1.pdf"},
		{"../../etc/passwd.pdf", pdf, "passwd.pdf"},
		{"計画\u202efdp.exe.pdf", pdf, "計画fdp.exe.pdf"},
		{"a\r\nSet-Cookie: x.pdf", pdf, "aSet-Cookie x.pdf"},
		{".pdf", pdf, "file.pdf"},
		{"名簿.xlsx", zip, "名簿.xlsx"},
		{"memo.txt", []byte("こんにちは\n"), "memo.txt"},
		{"memo.txt", []byte("\x00\x01"), ""},
		{"memo.txt", []byte{0x82, 0xa0}, ""},
		{"photo.jpg", pdf, ""},
		{"page.html", []byte("<script>"), ""},
		{"page.pdf", []byte("<script>"), ""},
		{"run.exe", []byte("MZ"), ""},
		{"empty.pdf", nil, ""},
		{"large.pdf", append(pdf, make([]byte, MaxFileSize)...), ""},
	} {
		u := Upload{tt.name, tt.data}
		f, ok := u.check()
		if ok != (tt.want != "") || f.Name != tt.want {
			t.Errorf("%q: %q %v, want %q", tt.name, f.Name, ok, tt.want)
		}
	}
}
