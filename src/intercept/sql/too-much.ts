/** Why a statement that comes to more than it says is not read, in both dialects. It says nothing of what it would come to. */
export const tooMuch = 'more than is read of one statement';
