package bankweb

import (
	"context"

	"kyodo/internal/bank"
)

// photos are the photos of a listing, in their order.
func (p *pages) photos(_ context.Context, _ *bank.Listing, _ *words) ([]photoView, error) {
	return nil, nil
}
