// Package e2e tests the built program from outside: the binary is started as a
// user starts it, and its pages are opened in Chromium.
//
// The pages are those of pages.txt and a sample of the sitemap. Without Chromium
// or Node.js the browser tests are skipped; with CI=true, or with the thing's
// name in KYODO_TEST_REQUIRE, they fail instead.
package e2e
