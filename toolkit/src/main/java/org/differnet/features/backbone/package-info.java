/**
 * The networks: a batch of views, float32 (n, 3, h, w), goes in; features (n, d) come out.
 */
package org.differnet.features.backbone;
