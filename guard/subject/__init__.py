"""What the law gives the person concerned: what is held about me, who looked at me, and a correction (PIPL 44–46).

facts         what the graph says of one person        looks     who looked, and when
delays        looks that the law lets appear later      handlers  who looked, named by a code
corrections   what people asked to be corrected, and what became of it
"""
