package web_test

import (
	"testing"

	"kyodo/internal/web/webtest"
)

func TestScripts(t *testing.T) { webtest.Run(t, newSite(t, nil).Handler(), "testdata/*.txt") }
