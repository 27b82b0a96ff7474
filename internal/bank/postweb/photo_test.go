package postweb

import (
	"bytes"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// snapshot is a photo as a phone sends it.
func snapshot(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1600, 1200)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// upload presses the button of a form with a file.
func (b *browser) upload(w *world, button string, data []byte, status int) *httptest.ResponseRecorder {
	b.t.Helper()
	action, form, ok := formOn(b.page, button)
	if !ok {
		b.t.Fatalf("no button %q", button)
	}
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, v := range form {
		if err := m.WriteField(name, v[0]); err != nil {
			b.t.Fatal(err)
		}
	}
	if data != nil {
		f, err := m.CreateFormFile("photo", "IMG_0001.JPG")
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		b.t.Fatal(err)
	}
	req := httptest.NewRequest("POST", action, &body)
	req.Header.Set("Content-Type", m.FormDataContentType())
	for _, name := range []string{"session", "form"} {
		req.AddCookie(&http.Cookie{Name: name, Value: b.Cookie(name)})
	}
	rec := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(rec, req)
	b.took("POST "+action, rec, status)
	return rec
}

// A photo goes up with two taps, is seen by those who look after the listing and check it, and by
// nobody else.
func TestAPhotoOfAListing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.owner)
		l := w.posted(b)
		b.get(path(&l), 200)
		b.contains(`accept="image/*"`, `name="alt" value="会議机の寄贈"`)
		b.upload(w, wPhotoSend.In("ja"), nil, 422)
		b.contains(wPhotoMissing.In("ja"))
		b.upload(w, wPhotoSend.In("ja"), []byte("%PDF-1.7"), 422)
		b.contains(photoSays("ja").Form)
		b.upload(w, wPhotoSend.In("ja"), snapshot(t), 303)
		b.english(path(&l))
		list, err := w.svc.Photos(t.Context(), l.ID)
		if err != nil || len(list) != 1 || list[0].Alt != "会議机の寄贈" {
			t.Fatalf("%v %v", list, err)
		}
		src := path(&l) + "/photo/" + list[0].ID
		b.contains(`src="` + src + `" alt="会議机の寄贈" lang="ja" width="480" height="360"`)
		if rec := b.Do("GET", src, nil, nil); rec.Code != 200 || rec.Header().Get("Content-Type") != "image/jpeg" || rec.Body.Len() == 0 {
			t.Errorf("%d %v", rec.Code, rec.Header())
		}
		other := w.posted(b)
		for who, x := range map[string]struct {
			b      *browser
			target string
			want   int
		}{"another organization": {w.as(w.member), src, 404}, "nobody": {w.as(""), src, 303}, "of another listing": {b, path(&other) + "/photo/" + list[0].ID, 404},
			"the centre": {w.as(w.center), strings.Replace(src, MyPath, DeskPath, 1), 200}} {
			if rec := x.b.Do("GET", x.target, nil, nil); rec.Code != x.want {
				t.Errorf("%s: %d, want %d", who, rec.Code, x.want)
			}
		}
		desk := w.as(w.center)
		desk.get(deskPath(&l), 200)
		desk.contains(deskPath(&l) + "/photo/" + list[0].ID)
		b.get(path(&l), 200)
		b.press(wPhotoRemove.In("ja")+" 会議机の寄贈", nil, 200)
		if rec := b.Do("GET", src, nil, nil); rec.Code != 404 {
			t.Errorf("a photo that is gone: %d", rec.Code)
		}
	})
}
