"""What counts as words of danger in a longer text: decided sentence by sentence. Rather once too often."""

import pytest

from portal.danger import suggests_danger

DANGER = """
my dad hits me
My dad hits me when he drinks. I hide.
i want to die
i wanna die
I just wish i was dead
I don't want to be here anymore
i cant take it anymore
he touches me
my stepdad touches me at night
im scared to go home
I’m scared to go home
I am so scared of my uncle
dont feel safe at home
i feel unsafe
he keeps hitting my mum
my mums boyfriend beats me and my sister
he locks me in my room
he grabs my neck
he said he will kill me
i was raped last week
I've been raped
someone wants me to send nudes
he made me do things
the man said he would share my pictures
i cut myself
i took an overdose
nobody knows but my dad rapes me
they beat me up every day
i ran away from home
help me
please help me
My friend says she wants to kill herself
my friend is suicidal
A child is being hurt next door
My neighbour is hitting her child
I think my neighbour's baby is being hurt
a girl in my class is being groomed
he has a knife
there is a child bleeding
my sister is in danger
A pupil has told me that her father hits her
"""

NONE = """
The LADO telephone number is wrong
The link to the suicide prevention page does not work
The page on self-harm needs a date
Please update the domestic abuse helpline hours
The harm outside the home section is hard to understand
I need help finding the threshold document
Can you help me find the neglect toolkit?
The training on child sexual exploitation is full
The word abuse is spelt wrong
Working Together 2023 has replaced this
We deliver training on emergency protection orders
The review of Child Q is hard to find
The video about bullying does not play
The risk assessment for children in danger of exploitation is out of date
I am a social worker and the referral form link is dead
He is no longer the chair of the board
More street lights and more buses
More police at the station
Instagram
It is boring and too long
"""


@pytest.mark.parametrize(("sentences", "expected"), [(DANGER, True), (NONE, False)], ids=["danger", "none"])
def test_sentences_are_told_apart(sentences, expected):
    """Children's as they type them, worried adults', and those of staff who only write about a page."""
    table = sentences.strip().splitlines()
    assert [each for each in table if suggests_danger(each) is not expected] == []


def test_it_is_found_anywhere_and_an_empty_text_holds_nothing():
    assert suggests_danger("", "The page is fine. But I am scared of my brother!\nSorry.")
    assert (
        suggests_danger("I\u200b’m sca\u00adred of my dád")
        and suggests_danger("ｈｅｌｐ ｍｅ")
        and suggests_danger("don′t feel safe")
    )
    assert not suggests_danger("", "   ", "\0")
    assert not suggests_danger("he " * 400)
