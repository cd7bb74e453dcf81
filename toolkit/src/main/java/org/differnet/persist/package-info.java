/**
 * Files: a trained model or the state of a training goes in, one safetensors file comes out, and back.
 */
package org.differnet.persist;
