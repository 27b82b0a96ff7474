package web

import "net/http"

// headerLine is one header that every answer carries; its value is shared and never changed.
type headerLine struct {
	name  string
	value []string
}

// csp lets a page load its own files and nothing else: no inline script or style, no other
// origin, no plug-in, no frame, no DOM sink for strings.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

// permissions switches every device and sensor off.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), " +
	"publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"

// headerLines are the security headers, the same on every class of answer. The two that
// bind a browser to https are sent only where the site is https.
func headerLines(secure bool) []headerLine {
	policy := csp
	if secure {
		policy += "; upgrade-insecure-requests"
	}
	lines := []headerLine{
		{"Content-Security-Policy", []string{policy}},
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"X-Frame-Options", []string{"DENY"}},
		{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
		{"Permissions-Policy", []string{permissions}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	}
	if secure {
		lines = append(lines, headerLine{"Strict-Transport-Security", []string{"max-age=31536000"}})
	}
	return lines
}

// secureHeaders puts the security headers on an answer.
func (s *Site) secureHeaders(h http.Header) {
	for _, l := range s.header {
		h[l.name] = l.value
	}
}
