// Package collaborationweb holds the pages of collaborations.
package collaborationweb
