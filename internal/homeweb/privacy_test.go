package homeweb

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// setters are the files that give cookies to browsers.
var setters = []string{"../account/accountweb/cookie.go", "../web/request.go", "../web/session.go", "../web/token.go"}

// cookieNames finds the names of cookies in such a file.
var cookieNames = regexp.MustCompile(`(?:name :?= |remember\(|Cookie\s*= |return )"(?:__Host-)?([a-z]+)"`)

// TestThePrivacyPageNamesEveryCookie: each cookie that the program sets stands on the page, in both
// languages, and no other does.
func TestThePrivacyPageNamesEveryCookie(t *testing.T) {
	var set, in []string
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "webtest") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), "http.Cookie{") {
			return err
		}
		in = append(in, path)
		for _, m := range cookieNames.FindAllStringSubmatch(string(text), -1) {
			set = append(set, m[1])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(in)
	if !slices.Equal(in, setters) {
		t.Errorf("cookies are set in %v, want %v: look how the names are written there", in, setters)
	}
	slices.Sort(set)
	set = slices.Compact(set)
	for _, page := range []document{privacyJA(told{}), privacyEN(told{})} {
		var named []string
		for _, s := range page.Sections {
			if s.ID != "cookies" {
				continue
			}
			for _, b := range s.Blocks {
				for _, f := range b.Facts {
					named = append(named, f.Term)
				}
			}
		}
		slices.Sort(named)
		if !slices.Equal(named, set) {
			t.Errorf("%s names the cookies %v, the program sets %v", page.Title, named, set)
		}
	}
}
